package dev.fivetwenty.archive;

import dev.fivetwenty.policy.alwaysonline.Refusal;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// What happened since the process started. Safe for all threads.
final class Tallies {

  final LongAdder kept = new LongAdder();
  final LongAdder evicted = new LongAdder();
  final LongAdder lost = new LongAdder();
  private final Map<Refusal, LongAdder> dropped = new EnumMap<>(Refusal.class);

  Tallies() {
    for (Refusal why : new Refusal[] {Refusal.BUSY, Refusal.DISK, Refusal.CODING}) {
      dropped.put(why, new LongAdder());
    }
  }

  void dropped(Refusal why) {
    dropped.get(why).increment();
  }

  Map<Refusal, Long> dropped() {
    var counts = new EnumMap<Refusal, Long>(Refusal.class);
    dropped.forEach((why, count) -> counts.put(why, count.sum()));
    return counts;
  }
}
