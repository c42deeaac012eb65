package dev.fivetwenty.cli.render;

import java.time.Duration;

/// Numbers with their units, as people read them. Written by hand: formatters cost start-up time.
public final class Amount {

  public static String bytes(long count) {
    return count(count, "byte", "bytes");
  }

  public static String count(long count, String one, String many) {
    return number(count) + " " + (count == 1 ? one : many);
  }

  /// Returns the number with a comma every three digits.
  public static String number(long number) {
    String digits = Long.toString(number);
    var grouped = new StringBuilder(digits);
    for (int i = digits.length() - 3; i > (number < 0 ? 1 : 0); i -= 3) grouped.insert(i, ',');
    return grouped.toString();
  }

  /// Returns for example `0.8 ms`, `12 ms`, `19 s`, `1.5 s`.
  public static String time(Duration duration) {
    long micros = duration.toNanos() / 1000;
    return micros < 1_000_000 ? millis(micros) : tenths(micros / 100_000) + " s";
  }

  public static String millis(long micros) {
    return micros >= 10_000 ? micros / 1000 + " ms" : tenths(micros / 100) + " ms";
  }

  private static String tenths(long tenths) {
    return tenths % 10 == 0 ? Long.toString(tenths / 10) : tenths / 10 + "." + tenths % 10;
  }

  private Amount() {}
}
