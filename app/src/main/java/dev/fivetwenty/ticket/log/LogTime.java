package dev.fivetwenty.ticket.log;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the time of a log line, in the forms that servers write.
///
/// Most error logs name no zone: their times are those of the server, which is told. Where a clock
/// was set back and a local time was there twice, the one that is nearer counts.
final class LogTime {

  /// The time must stand near the beginning; behind it the message could have any.
  private static final int HEAD = 400;

  /// A local time, and what makes it one of UTC.
  private record Form(Pattern pattern, DateTimeFormatter format) {}

  private static final String CLOCK = "[0-9]{2}:[0-9]{2}:[0-9]{2}";

  private static final List<Form> FORMS =
      List.of(
          // nginx's error log
          form("[0-9]{4}/[0-9]{2}/[0-9]{2} " + CLOCK, "yyyy/MM/dd HH:mm:ss"),
          // access logs, with an offset; HAProxy, with milliseconds
          form("[0-9]{2}/[A-Z][a-z]{2}/[0-9]{4}:" + CLOCK + "(?: [+-][0-9]{4}|\\.[0-9]{3})?",
              "dd/MMM/yyyy:HH:mm:ss"),
          // Apache's error log
          form("[A-Z][a-z]{2} +[0-9]{1,2} " + CLOCK + "(?:\\.[0-9]{1,6})? [0-9]{4}",
              "MMM d HH:mm:ss yyyy"),
          // PHP and PHP-FPM, some with the name of a zone
          form(
              "[0-9]{2}-[A-Z][a-z]{2}-[0-9]{4} " + CLOCK + "(?:\\.[0-9]{1,6})?"
                  + "(?: [A-Z][A-Za-z_]+(?:/[A-Za-z_]+)*)?",
              "dd-MMM-yyyy HH:mm:ss"),
          // RFC 3339 and the like
          form(
              "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]" + CLOCK + "(?:[.,][0-9]{1,9})?"
                  + "(?: ?(?:Z|[+-][0-9]{2}:?[0-9]{2}))?",
              "yyyy-MM-dd HH:mm:ss"));

  /// Traditional syslog, which has no year.
  private static final Form SYSLOG =
      form("^(?:<[0-9]{1,3}>)?([A-Z][a-z]{2} [ 0-9][0-9] " + CLOCK + ")", "MMM d HH:mm:ss yyyy");

  private static final Pattern OFFSET = Pattern.compile("(Z|[+-][0-9]{2}:?[0-9]{2})$");

  private static final Pattern NAMED = Pattern.compile(" ([A-Z][A-Za-z_]+(?:/[A-Za-z_]+)*)$");

  private static final Pattern FRACTION = Pattern.compile("(?<=:[0-9]{2})[.,]([0-9]{1,9})");

  private final ZoneId zone;
  private final Instant near;
  private Form last = FORMS.getFirst();

  /// @param zone of times that name none
  /// @param near decides which year it was, where none is written
  LogTime(ZoneId zone, Instant near) {
    this.zone = zone;
    this.near = near;
  }

  private static Form form(String pattern, String format) {
    return new Form(
        Pattern.compile(pattern),
        new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(format)
            .toFormatter(Locale.ENGLISH));
  }

  /// Returns the time of a line; empty where none is written, as in a stack trace.
  Optional<Instant> of(String line) {
    String head = line.length() > HEAD ? line.substring(0, HEAD) : line;
    Optional<Instant> same = in(head, last);
    if (same.isPresent()) return same;
    for (Form form : FORMS) {
      Optional<Instant> time = in(head, form);
      if (time.isEmpty()) continue;
      last = form;
      return time;
    }
    return syslog(head);
  }

  private Optional<Instant> in(String head, Form form) {
    Matcher time = form.pattern().matcher(head);
    if (!time.find()) return Optional.empty();
    try {
      return Optional.of(read(time.group(), form));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private Instant read(String written, Form form) {
    String text = written;
    ZoneId own = zone;
    Matcher offset = OFFSET.matcher(text);
    Matcher named = NAMED.matcher(text);
    boolean digits = text.length() > 10 && offset.find() && offset.start() > 10;
    if (digits) {
      own = ZoneOffset.of(offset.group().equals("Z") ? "Z" : colon(offset.group()));
      text = text.substring(0, offset.start()).strip();
    } else if (named.find()) {
      own = ZoneId.of(named.group(1));
      text = text.substring(0, named.start());
    }
    long nanos = 0;
    Matcher fraction = FRACTION.matcher(text);
    if (fraction.find()) {
      nanos = Long.parseLong((fraction.group(1) + "00000000").substring(0, 9));
      text = fraction.replaceFirst("");
    }
    // Of these forms only that of RFC 3339 has a T between date and time, and no other capital T.
    String local = text.replace('T', ' ').strip().replaceAll(" +", " ");
    return nearest(LocalDateTime.parse(local, form.format()), own).plusNanos(nanos);
  }

  private Instant nearest(LocalDateTime time, ZoneId own) {
    Instant best = null;
    for (ZoneOffset offset : own.getRules().getValidOffsets(time)) {
      Instant candidate = time.toInstant(offset);
      if (best == null || distance(candidate).compareTo(distance(best)) < 0) best = candidate;
    }
    return best == null ? time.atZone(own).toInstant() : best;
  }

  private Duration distance(Instant time) {
    return Duration.between(near, time).abs();
  }

  /// Takes the year in which the line is nearest: logs of December are read in January.
  private Optional<Instant> syslog(String head) {
    Matcher time = SYSLOG.pattern().matcher(head);
    if (!time.find()) return Optional.empty();
    int year = OffsetDateTime.ofInstant(near, ZoneOffset.UTC).get(ChronoField.YEAR);
    Instant best = null;
    for (int candidate = year - 1; candidate <= year + 1; candidate++) {
      try {
        String text = time.group(1).replaceAll(" +", " ") + " " + candidate;
        Instant at = nearest(LocalDateTime.parse(text, SYSLOG.format()), zone);
        if (best == null || distance(at).compareTo(distance(best)) < 0) best = at;
      } catch (DateTimeException _) {
        // 29 February is not in every year.
      }
    }
    return Optional.ofNullable(best);
  }

  private static String colon(String offset) {
    return offset.length() == 5 ? offset.substring(0, 3) + ":" + offset.substring(3) : offset;
  }
}
