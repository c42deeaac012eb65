package dev.fivetwenty.lab.socket;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// What scenarios remember from one request to the next, for the life of one lab.
public final class Memory {

  /// Query strings make keys, so a client could make many; past this all is forgotten.
  private static final int MOST_KEYS = 1000;

  private record Window(Instant start, long count) {}

  private final Map<String, Window> counts = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> inProgress = new ConcurrentHashMap<>();
  private final Map<String, Object> states = new ConcurrentHashMap<>();
  private final InstantSource clock;

  public Memory(InstantSource clock) {
    this.clock = clock;
  }

  /// Counts one more event of a key and returns how many there were, from 1.
  public long count(String key) {
    return count(key, Duration.ofDays(1));
  }

  /// Counts within a period that begins with the first event, and anew after it.
  public long count(String key, Duration period) {
    if (counts.size() > MOST_KEYS) counts.clear();
    Instant now = clock.instant();
    return counts
        .merge(
            key,
            new Window(now, 1),
            (before, _) ->
                before.start.plus(period).isBefore(now)
                    ? new Window(now, 1)
                    : new Window(before.start, before.count + 1))
        .count;
  }

  /// Returns the gauge of what a key has in progress; whoever raises it lowers it.
  public AtomicInteger inProgress(String key) {
    if (inProgress.size() > MOST_KEYS) inProgress.clear();
    return inProgress.computeIfAbsent(key, _ -> new AtomicInteger());
  }

  /// Returns what is remembered under a key, made when it is first asked for. A key is always for
  /// the same type.
  @SuppressWarnings("unchecked")
  public <T> T remembered(String key, Supplier<T> made) {
    if (states.size() > MOST_KEYS) states.clear();
    return (T) states.computeIfAbsent(key, _ -> made.get());
  }

  public Instant now() {
    return clock.instant();
  }
}
