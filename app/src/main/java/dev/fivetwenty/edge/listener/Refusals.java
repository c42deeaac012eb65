package dev.fivetwenty.edge.listener;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// Counts connections that ended before their first request. Any thread may call.
public final class Refusals {

  private final Map<Refusal, LongAdder> counts = new EnumMap<>(Refusal.class);

  public Refusals() {
    for (Refusal refusal : Refusal.values()) counts.put(refusal, new LongAdder());
  }

  void count(Refusal refusal) {
    counts.get(refusal).increment();
  }

  /// Returns how many there were since the start.
  public long of(Refusal refusal) {
    return counts.get(refusal).sum();
  }
}
