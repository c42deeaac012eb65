package dev.fivetwenty.doctor.limits;

import java.time.Duration;
import java.util.Locale;

/// Measurements as people write them, no more exact than they are.
final class Words {

  /// Returns for example `0.3 s`, `2.5 s`, `61 s`.
  static String time(Duration duration) {
    double seconds = duration.toNanos() / 1e9;
    return seconds < 9.95 ? number(seconds) + " s" : Math.round(seconds) + " s";
  }

  /// Returns two or three figures.
  static String number(double value) {
    if (value >= 9.95) return Long.toString(Math.round(value));
    String text = String.format(Locale.ROOT, value < 0.995 ? "%.2f" : "%.1f", value);
    return text.replaceAll("\\.?0+$", "");
  }

  static Duration seconds(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  private Words() {}
}
