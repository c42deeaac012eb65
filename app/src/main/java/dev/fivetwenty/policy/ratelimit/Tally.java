package dev.fivetwenty.policy.ratelimit;

/// What counting found out of one key. Set anew each time.
public final class Tally {

  private boolean over;
  private long left;
  private long resetNanos;

  void set(boolean tooMany, long more, long nanos) {
    over = tooMany;
    left = more;
    resetNanos = nanos;
  }

  /// Returns whether there are too many.
  public boolean isOver() {
    return over;
  }

  /// Returns how many more there may be in this period.
  public long left() {
    return left;
  }

  /// Returns in how many nanoseconds the key starts anew.
  public long resetNanos() {
    return resetNanos;
  }

  /// Returns the same in whole seconds, rounded up.
  public long resetSeconds() {
    return Math.ceilDiv(Math.max(0, resetNanos), 1_000_000_000L);
  }
}
