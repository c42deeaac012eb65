package dev.fivetwenty.edge.head;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The time as an IMF-fixdate, RFC 9110 §5.6.7, written once a second. Confined to one event loop.
public final class HttpDate {

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final InstantSource clock;
  private long second = Long.MIN_VALUE;
  private byte[] text = {};

  public HttpDate(InstantSource clock) {
    this.clock = clock;
  }

  byte[] now() {
    long now = clock.millis() / 1000;
    if (now != second) {
      second = now;
      text = FORMAT.format(clock.instant()).getBytes(US_ASCII);
    }
    return text;
  }
}
