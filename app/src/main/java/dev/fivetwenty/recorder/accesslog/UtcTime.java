package dev.fivetwenty.recorder.accesslog;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Writes the time of an exchange; what is the same for a whole second is made once.
final class UtcTime {

  private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");
  private static final DateTimeFormatter COMBINED =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss '+0000'", Locale.ROOT);

  private final DateTimeFormatter format;
  private long second = Long.MIN_VALUE;
  private byte[] text;

  private UtcTime(DateTimeFormatter format) {
    this.format = format;
  }

  /// As `2026-11-25T13:27:12`, to be followed by milliseconds (RFC 3339).
  static UtcTime iso() {
    return new UtcTime(ISO);
  }

  /// As `25/Nov/2026:13:27:12 +0000`.
  static UtcTime combined() {
    return new UtcTime(COMBINED);
  }

  /// Returns the text for the second, valid until the next call.
  byte[] of(long millis) {
    long wanted = Math.floorDiv(millis, 1000L);
    if (wanted != second) {
      text = LocalDateTime.ofEpochSecond(wanted, 0, ZoneOffset.UTC).format(format).getBytes(US_ASCII);
      second = wanted;
    }
    return text;
  }
}
