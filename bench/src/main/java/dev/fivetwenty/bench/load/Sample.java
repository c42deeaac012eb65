package dev.fivetwenty.bench.load;

import org.HdrHistogram.Histogram;

/// One measurement: what was answered in how many nanoseconds, at what cost, and how long each answer took (in nanoseconds).
///
/// `answered` counts replies that were under way at either end by the part that came in between.
public record Sample(double answered, long nanos, Meter.Reading used, Histogram latencies, Tally tally) {

  public double perSecond() {
    return answered * 1e9 / nanos;
  }

  /// Returns the microseconds of processor time that the measured program took per answer.
  public double cpuMicros() {
    return used.measured() / answered / 1e3;
  }

  /// Returns the share of one core that so many nanoseconds were.
  public double share(long cpuNanos) {
    return (double) cpuNanos / nanos;
  }

  /// Returns a percentile of the time to the whole answer, in milliseconds.
  public double millis(double percentile) {
    return latencies.getValueAtPercentile(percentile) / 1e6;
  }
}
