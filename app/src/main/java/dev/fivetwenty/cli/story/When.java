package dev.fivetwenty.cli.story;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Points in time as people read them: in UTC, as logs have them, and how long ago.
public final class When {

  private static final DateTimeFormatter EXACT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS 'UTC'").withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter SHORT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  static String exactly(Instant at) {
    return EXACT.format(at);
  }

  static String toTheMinute(Instant at) {
    return SHORT.format(at);
  }

  static String toTheSecond(Instant at) {
    return SECONDS.format(at);
  }

  /// Returns for example `3 min ago`; a clock that was set back makes nothing of the future.
  static String ago(Instant at, Instant now) {
    Duration since = Duration.between(at, now);
    if (since.compareTo(Duration.ofSeconds(2)) < 0) return "just now";
    if (since.toSeconds() < 120) return since.toSeconds() + " s ago";
    if (since.toMinutes() < 120) return since.toMinutes() + " min ago";
    return since.toHours() < 48 ? since.toHours() + " h ago" : since.toDays() + " days ago";
  }

  private When() {}
}
