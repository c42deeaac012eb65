package dev.fivetwenty.config;

import java.time.Duration;

/// What is kept of exchanges that failed, or were otherwise remarkable.
///
/// @param maxSize   bytes on disk; the oldest go first
/// @param perMinute whole exchanges of one kind (cause, origin, route) that are kept in a minute; of
///                  more there is a count and a small row each
public record RecorderOptions(
    boolean enabled, Duration keepFor, long maxSize, Values values, Glitches glitches,
    int perMinute) {

  /// What is stored in place of what could be secret.
  public enum Values {
    /// Values of fields not known to be harmless, queries and contents are covered.
    MASKED,
    /// Everything as it was sent.
    KEPT
  }

  /// What becomes of exchanges in which something was tolerated.
  public enum Glitches {
    /// Some are kept, a tenth of what may be kept of a failure.
    KEEP,
    /// None is.
    IGNORE
  }
}
