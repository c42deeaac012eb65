package dev.fivetwenty.policy.alwaysonline;

import dev.fivetwenty.policy.alwaysonline.field.CacheControl;
import dev.fivetwenty.policy.alwaysonline.field.Fields;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How old a copy is and for how long it was fresh, in seconds, RFC 9111 §4.2.
///
/// There is no heuristic freshness: what was not said to be fresh was stale at once.
///
/// @param age      now, on the way here included
/// @param lifetime from the response's own words
record Freshness(long age, long lifetime) {

  /// The three forms of a date, RFC 9110 §5.6.7.
  private static final List<DateTimeFormatter> FORMS =
      List.of(
          DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH),
          DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss 'GMT'", Locale.ENGLISH),
          DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH));

  static Freshness of(Copy copy, CacheControl control, Instant now) {
    return new Freshness(age(copy, now), lifetime(copy, control));
  }

  /// Returns how long it is stale already, negative while it is fresh.
  long staleness() {
    return age - lifetime;
  }

  boolean isStale() {
    return age >= lifetime;
  }

  private static long age(Copy copy, Instant now) {
    long response = copy.received().getEpochSecond();
    long apparent =
        date(copy.fields(), "date").map(date -> Math.max(0, response - date.getEpochSecond())).orElse(0L);
    long delay = Math.max(0, Duration.between(copy.requested(), copy.received()).toSeconds());
    long corrected = ageValue(copy.fields()) + delay;
    long resident = Math.max(0, now.getEpochSecond() - response);
    return Math.max(apparent, corrected) + resident;
  }

  private static long ageValue(Fields fields) {
    int field = fields.find("age", 0);
    if (field < 0) return 0;
    String value = fields.value(field);
    return value.matches("[0-9]{1,9}") ? Long.parseLong(value) : 0;
  }

  private static long lifetime(Copy copy, CacheControl control) {
    if (control.sharedMaxAge() >= 0) return control.sharedMaxAge();
    if (control.maxAge() >= 0) return control.maxAge();
    // Also `0` is a time in the past.
    return date(copy.fields(), "expires").map(expires -> Math.max(0, secondsUntil(expires, copy))).orElse(0L);
  }

  private static long secondsUntil(Instant expires, Copy copy) {
    return Duration.between(date(copy.fields(), "date").orElse(copy.received()), expires).toSeconds();
  }

  private static Optional<Instant> date(Fields fields, String lower) {
    int field = fields.find(lower, 0);
    return field < 0 ? Optional.empty() : parse(fields.value(field));
  }

  /// Returns the instant that an HTTP date stands for.
  static Optional<Instant> parse(String text) {
    for (DateTimeFormatter form : FORMS) {
      try {
        return Optional.of(LocalDateTime.parse(text, form).toInstant(ZoneOffset.UTC));
      } catch (DateTimeParseException _) {
        // Another form, or none.
      }
    }
    return Optional.empty();
  }
}
