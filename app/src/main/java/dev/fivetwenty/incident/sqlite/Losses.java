package dev.fivetwenty.incident.sqlite;

import dev.fivetwenty.incident.LossReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// Counts what was lost since the start, by reason. Safe for all threads.
final class Losses {

  private final Map<LossReason, LongAdder> counts = new EnumMap<>(LossReason.class);

  Losses() {
    for (LossReason reason : LossReason.values()) counts.put(reason, new LongAdder());
  }

  void add(LossReason reason, long incidents) {
    counts.get(reason).add(incidents);
  }

  Map<LossReason, Long> all() {
    var all = new EnumMap<LossReason, Long>(LossReason.class);
    counts.forEach((reason, count) -> all.put(reason, count.sum()));
    return all;
  }
}
