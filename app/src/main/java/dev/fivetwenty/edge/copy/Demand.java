package dev.fivetwenty.edge.copy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// What visitors of a route asked for lately, and how often. Safe for all threads; nothing waits.
public final class Demand {

  /// URLs that are remembered; a flood of those that are asked for once passes by.
  private static final int MOST = 5000;

  private final Cache<String, LongAdder> counts = Caffeine.newBuilder().executor(Runnable::run).maximumSize(MOST).build();

  void visited(String key) {
    counts.get(key, k -> new LongAdder()).increment();
  }

  /// Returns how often a URL was asked for.
  ///
  /// @param key see [dev.fivetwenty.policy.alwaysonline.Asked#key]
  public long of(String key) {
    LongAdder count = counts.getIfPresent(key);
    return count == null ? 0 : count.sum();
  }

  /// Returns what was asked for most, that first.
  public List<String> most(int limit) {
    return counts.asMap().entrySet().stream()
        .map(each -> Map.entry(each.getKey(), each.getValue().sum()))
        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()).thenComparing(Map.Entry::getKey))
        .limit(limit)
        .map(Map.Entry::getKey)
        .toList();
  }

  /// Halves the counts, so that what was asked for long ago loses its weight.
  public void age() {
    counts.asMap().forEach((key, count) -> {
      long half = (count.sum() + 1) / 2;
      if (half == count.sum()) counts.invalidate(key);
      else count.add(-half);
    });
  }
}
