package dev.fivetwenty.origin;

import java.time.Duration;

/// How long a connection to one origin may be idle before it is better not to use it again: what
/// the profile says, or less where the origin announced or showed that it closes sooner.
final class IdleLimit {

  /// Below this a connection is used at once or not at all.
  private static final Duration LEAST = Duration.ofMillis(100);

  /// A closing origin and a new request may pass each other on the way.
  private static final Duration MARGIN = Duration.ofSeconds(1);

  private final long most;
  private long nanos;

  IdleLimit(Duration most) {
    this.most = most.toNanos();
    this.nanos = this.most;
  }

  long nanos() {
    return nanos;
  }

  /// The origin says how long it keeps an idle connection.
  void announced(Duration timeout) {
    nanos = Math.min(most, below(timeout));
  }

  /// The origin closed a connection that was idle for this long.
  void closedAfter(Duration idle) {
    nanos = Math.min(nanos, below(idle));
  }

  private static long below(Duration limit) {
    long margin = Math.min(MARGIN.toNanos(), limit.toNanos() / 2);
    return Math.max(LEAST.toNanos(), limit.toNanos() - margin);
  }
}
