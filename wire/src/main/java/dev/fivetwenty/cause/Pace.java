package dev.fivetwenty.cause;

import java.time.Duration;

/// How the bytes of a reply were spread over time, measured at the reads.
///
/// It tells a peer that drips from one that has stopped: see [#isDrip].
///
/// @param longestGap between two reads that brought bytes; zero when there was one read
/// @param quiet      from the last read that brought bytes until waiting ended
public record Pace(Duration longestGap, Duration quiet) {

  /// True when the last silence is no longer than twice the longest one before it, so nothing says
  /// that the peer had stopped. A reply that came in one read never drips.
  public boolean isDrip() {
    return longestGap.isPositive() && quiet.compareTo(longestGap.multipliedBy(2)) <= 0;
  }
}
