package dev.fivetwenty.edge.copy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.fivetwenty.policy.alwaysonline.Refusal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// What became of requests on routes with Always Online, since the process started. Safe for all threads.
public final class CopyCounts {

  private static final int MOST_RECENT = 1000;

  private final Map<Refusal, LongAdder> notKept = all();
  private final Map<Refusal, LongAdder> notServed = all();
  private final Cache<String, Refusal> recent =
      Caffeine.newBuilder().executor(Runnable::run).maximumSize(MOST_RECENT).build();
  /// By the slug of a cause, or by what else there was instead of one.
  private final Map<String, LongAdder> served = new ConcurrentHashMap<>();
  private final LongAdder probes = new LongAdder();

  private static Map<Refusal, LongAdder> all() {
    var counts = new EnumMap<Refusal, LongAdder>(Refusal.class);
    for (Refusal why : Refusal.values()) counts.put(why, new LongAdder());
    return counts;
  }

  public void notKept(Refusal why) {
    notKept.get(why).increment();
  }

  /// Takes note of why there is no newer copy of a page.
  ///
  /// @param key see [dev.fivetwenty.policy.alwaysonline.Asked#key]
  public void notKept(String key, Refusal why) {
    notKept(why);
    if (recent.getIfPresent(key) != why) recent.put(key, why);
  }

  /// Returns why the last response with that URL was not kept, where that is remembered.
  public Optional<Refusal> lastNotKept(String key) {
    return Optional.ofNullable(recent.getIfPresent(key));
  }

  public void notServed(Refusal why) {
    notServed.get(why).increment();
  }

  /// @param cause one of a bounded number
  public void served(String cause) {
    served.computeIfAbsent(cause, c -> new LongAdder()).increment();
  }

  /// Counts a question to an origin whether a page is back.
  public void probed() {
    probes.increment();
  }

  public long probes() {
    return probes.sum();
  }

  public Map<String, Long> notKept() {
    return counts(notKept);
  }

  public Map<String, Long> notServed() {
    return counts(notServed);
  }

  public Map<String, Long> served() {
    var counts = new TreeMap<String, Long>();
    served.forEach((cause, count) -> counts.put(cause, count.sum()));
    return counts;
  }

  private static Map<String, Long> counts(Map<Refusal, LongAdder> adders) {
    var counts = new TreeMap<String, Long>();
    adders.forEach((why, count) -> {
      if (count.sum() > 0) counts.put(why.slug(), count.sum());
    });
    return counts;
  }
}
