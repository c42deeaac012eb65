package dev.fivetwenty.traffic.log;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;

/// Reads the times of logs. Most lines have the time of the line before, which is not read again.
/// Confined to a thread.
final class LogTime {

  static final long UNREADABLE = Long.MIN_VALUE;

  private static final DateTimeFormatter COMMON =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);

  private static final int MOST_TEXT = 40;

  private byte[] last = {};
  private long lastMillis = UNREADABLE;

  /// Returns milliseconds since 1970 of `25/Nov/2026:19:47:39 +0000`, an ISO time, or a number.
  long millis(byte[] bytes, int from, int to) {
    if (Arrays.equals(bytes, from, to, last, 0, last.length)) return lastMillis;
    if (to - from > MOST_TEXT) return UNREADABLE;
    last = Arrays.copyOfRange(bytes, from, to);
    lastMillis = read(new String(last, StandardCharsets.ISO_8859_1));
    return lastMillis;
  }

  private static long read(String text) {
    try {
      if (text.matches("\\d+(\\.\\d+)?")) return ofNumber(Double.parseDouble(text));
      if (text.indexOf('/') > 0) return OffsetDateTime.parse(text, COMMON).toInstant().toEpochMilli();
      return OffsetDateTime.parse(text.replace(' ', 'T')).toInstant().toEpochMilli();
    } catch (DateTimeException unreadable) {
      return UNREADABLE;
    }
  }

  /// Logs count seconds, milliseconds, microseconds or nanoseconds; which, their size tells.
  static long ofNumber(double number) {
    double millis = number < 1e11 ? number * 1e3 : number < 1e14 ? number : number < 1e17
        ? number / 1e3 : number / 1e6;
    return Math.round(millis);
  }
}
