package dev.fivetwenty.traffic;

import dev.fivetwenty.rules.value.Address;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How often each client was met. Up to a bound exact; behind it the rarest half is forgotten, and the
/// number of clients is a least one. Confined to a thread.
public final class Clients {

  static final int MOST = 100_000;

  private final Map<Address, Long> counts = new HashMap<>();
  private long forgotten;

  void add(Address client) {
    add(client, 1);
  }

  private void add(Address client, long count) {
    if (client == null) return;
    counts.merge(client, count, Long::sum);
    if (counts.size() > MOST) forget();
  }

  private void forget() {
    long[] sorted = counts.values().stream().mapToLong(Long::longValue).sorted().toArray();
    long median = sorted[sorted.length / 2];
    int before = counts.size();
    counts.values().removeIf(count -> count <= median);
    forgotten += before - counts.size();
  }

  void add(Clients other) {
    other.counts.forEach(this::add);
    forgotten += other.forgotten;
  }

  public long size() {
    return counts.size() + forgotten;
  }

  /// Says whether all were kept; else a client may be counted more than once.
  public boolean isExact() {
    return forgotten == 0;
  }

  /// Returns those that were met most often.
  public List<Map.Entry<Address, Long>> top(int most) {
    return counts.entrySet().stream()
        .sorted(Map.Entry.<Address, Long>comparingByValue(Comparator.reverseOrder())
            .thenComparing(Map.Entry.comparingByKey()))
        .limit(most)
        .toList();
  }
}
