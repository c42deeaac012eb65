/// Metrics in the formats of Prometheus and OpenMetrics: what all loops counted, summed when asked.
///
/// Names and labels are listed in `docs/operations/logs-and-metrics.md` and are contract. Every label has a
/// closed set of values, known when the configuration is loaded, and every series is there from the
/// start with 0, but for requests by method and status, of which most never come; no URL, address or
/// Ray ID is ever a label.
package dev.fivetwenty.recorder.metrics;
