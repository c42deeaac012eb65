package dev.fivetwenty.edge.copy;

import java.time.Duration;
import java.util.Optional;

/// Lets one at a time through while something fails. Safe for all threads.
final class Turnstile {

  private static final long FIRST_NANOS = Duration.ofMillis(100).toNanos();
  private static final long LONGEST_NANOS = Duration.ofSeconds(1).toNanos();

  /// For which the one that was let through is waited for.
  private static final long UNDER_WAY_NANOS = Duration.ofSeconds(30).toNanos();

  private Outages.Failed last;
  private long interval;
  private long next;
  /// Somebody was let through, and nothing is known of it yet.
  private boolean underWay;

  /// Returns the last failure if the caller is to stay outside.
  synchronized Optional<Outages.Failed> closed(long now) {
    if (last == null) return Optional.empty();
    if (now - next < 0) return Optional.of(last);
    next = now + UNDER_WAY_NANOS;
    underWay = true;
    return Optional.empty();
  }

  /// Says that nothing will be known of the one who was let through.
  synchronized void release(long now) {
    if (!underWay) return;
    underWay = false;
    next = now;
  }

  /// Somebody for whom there was nothing but the origin may have asked besides: that costs nobody a turn.
  synchronized void failed(Outages.Failed how, long now) {
    boolean waits = last != null && !underWay && now - next < 0;
    if (waits) return;
    underWay = false;
    interval = last == null ? FIRST_NANOS : Math.min(LONGEST_NANOS, 2 * interval);
    last = how;
    next = now + interval;
  }

  synchronized void open() {
    last = null;
  }
}
