package dev.fivetwenty.policy.errorpage;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Writes an instant to the second, in UTC.
final class Times {

  /// Returns RFC 3339, for example `2026-11-25T13:27:19Z`.
  static String forPrograms(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /// Returns for example `2026-11-25 13:27:19 UTC`.
  static String forPeople(Instant time) {
    return forPrograms(time).replace('T', ' ').replace("Z", " UTC");
  }

  private Times() {}
}
