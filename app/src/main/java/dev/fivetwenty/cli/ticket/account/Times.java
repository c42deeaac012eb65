package dev.fivetwenty.cli.ticket.account;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// Times as whoever searches a log needs them: in UTC, and said to be.
public final class Times {

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  public static String exactly(Instant at) {
    return UTC.format(at);
  }

  public static String toTheSecond(Instant at) {
    return SECOND.format(at.truncatedTo(ChronoUnit.SECONDS));
  }

  private Times() {}
}
