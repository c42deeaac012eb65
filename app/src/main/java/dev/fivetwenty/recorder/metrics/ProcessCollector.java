package dev.fivetwenty.recorder.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/// What concerns the process as a whole: its log, its recorder, its configuration.
final class ProcessCollector implements MultiCollector {

  private static final double MILLIS = 1000;

  private final Sources sources;

  ProcessCollector(Sources sources) {
    this.sources = sources;
  }

  @Override
  public MetricSnapshots collect() {
    var reloads = sources.reloads();
    return MetricSnapshots.of(
        Family.of(
                "access_log_dropped",
                "Exchanges without a line: the recorder's lane was full, or the output broken.",
                "reason")
            .add(sources.recorder().dropped(), "lane-full")
            .add(sources.logLost().getAsLong(), "output")
            .counter(),
        Family.of("access_log_write_errors", "Attempts to write or open the access log that failed.")
            .add(sources.logErrors().getAsLong())
            .counter(),
        Family.of("recorder_sink_failures", "Defects of this program in a sink of the recorder.")
            .add(sources.recorder().sinkFailures())
            .counter(),
        Family.of("config_last_reload_successful", "1 if the last configuration was taken over.")
            .add(reloads.successful() ? 1 : 0)
            .gauge(),
        Family.of(
                "config_last_reload_success_timestamp_seconds",
                "When a configuration was last taken over.")
            .add(reloads.lastSuccess().toEpochMilli() / MILLIS)
            .gauge());
  }
}
