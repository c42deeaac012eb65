package dev.fivetwenty.policy.alwaysonline;

import dev.fivetwenty.policy.alwaysonline.field.CacheControl;
import dev.fivetwenty.policy.alwaysonline.field.Dates;
import dev.fivetwenty.policy.alwaysonline.field.Fields;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How old a copy is and for how long it was fresh, in seconds, RFC 9111 §4.2.
///
/// There is no heuristic freshness: what was not said to be fresh was stale at once.
///
/// @param age      now, on the way here included
/// @param lifetime from the response's own words
record Freshness(long age, long lifetime) {

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
        copy.fields().date().map(date -> Math.max(0, response - date.getEpochSecond())).orElse(0L);
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
    return expires(copy.fields()).map(expires -> Math.max(0, secondsUntil(expires, copy))).orElse(0L);
  }

  private static long secondsUntil(Instant expires, Copy copy) {
    return Duration.between(copy.fields().date().orElse(copy.received()), expires).toSeconds();
  }

  private static Optional<Instant> expires(Fields fields) {
    int field = fields.find("expires", 0);
    return field < 0 ? Optional.empty() : Dates.parse(fields.value(field));
  }
}
