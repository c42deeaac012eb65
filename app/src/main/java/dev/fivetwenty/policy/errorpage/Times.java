package dev.fivetwenty.policy.errorpage;

import java.time.Instant;

/// Writes an instant to the second, in UTC; each second once, for failures come in bursts.
final class Times {

  private static volatile Second last = Second.of(0);

  private record Second(long epochSecond, String forPrograms, String forPeople) {
    static Second of(long epochSecond) {
      String text = Instant.ofEpochSecond(epochSecond).toString();
      return new Second(epochSecond, text, text.replace('T', ' ').replace("Z", " UTC"));
    }
  }

  /// Returns RFC 3339, for example `2026-11-25T13:27:19Z`.
  static String forPrograms(Instant time) {
    return second(time).forPrograms;
  }

  /// Returns for example `2026-11-25 13:27:19 UTC`.
  static String forPeople(Instant time) {
    return second(time).forPeople;
  }

  private static Second second(Instant time) {
    Second second = last;
    if (second.epochSecond != time.getEpochSecond()) {
      second = Second.of(time.getEpochSecond());
      last = second;
    }
    return second;
  }

  private Times() {}
}
