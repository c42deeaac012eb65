package dev.fivetwenty.cli.rules;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// Numbers as people read them.
final class Figures {

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /// Returns a share in percent, with a digit more where it is small.
  static String share(long part, long of) {
    if (of == 0) return "0 %";
    double percent = 100.0 * part / of;
    String form = percent == 0 || percent >= 10 ? "%.0f %%" : percent >= 0.1 ? "%.1f %%" : "%.3f %%";
    return String.format(Locale.ROOT, form, percent);
  }

  static String time(long millis) {
    return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /// Returns `10s`, `1m`, `1h`.
  static String length(Duration length) {
    long seconds = length.toSeconds();
    if (seconds % 3600 == 0) return seconds / 3600 + "h";
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  private Figures() {}
}
