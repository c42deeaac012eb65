package dev.fivetwenty.edge.route;

import dev.fivetwenty.config.Ejection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Has an origin of a route sit out for a while after failures in a row. Any thread may call.
final class Penalty {

  private final Optional<Ejection> rule;
  private final AtomicInteger inARow = new AtomicInteger();
  private volatile long until = Standing.NEVER;

  /// @param rule empty for never
  Penalty(Optional<Ejection> rule) {
    this.rule = rule;
  }

  void succeeded() {
    if (inARow.getPlain() != 0) inARow.set(0);
  }

  /// Counts a failure.
  ///
  /// @param spared there is no other origin to use
  /// @return the rule by which the origin sits out from now on; empty if it does not
  Optional<Ejection> failed(long now, boolean spared) {
    if (rule.isEmpty() || isOut(now)) return Optional.empty();
    int failures = inARow.incrementAndGet();
    if (failures < rule.get().consecutiveFailures() || spared) return Optional.empty();
    // Of several threads that come here at once, one begins the next count.
    if (!inARow.compareAndSet(failures, 0)) return Optional.empty();
    until = now + rule.get().period().toNanos();
    return rule;
  }

  boolean isOut(long now) {
    long end = until;
    return end != Standing.NEVER && now - end < 0;
  }

  /// Returns when it came back, or will; [Standing#NEVER] if it never sat out.
  long returned() {
    return until;
  }
}
