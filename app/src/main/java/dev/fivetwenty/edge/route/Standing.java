package dev.fivetwenty.edge.route;

/// Whether an origin passes its checks: it does until so many in a row have failed. Written by the
/// one who checks; any thread may ask.
public final class Standing {

  /// A moment that has not been.
  static final long NEVER = Long.MIN_VALUE;

  private final int healthyAfter;
  private final int unhealthyAfter;
  private int inARow;
  private volatile boolean up;
  private volatile long returned = NEVER;

  /// @param healthyAfter   checks in a row that must pass until the origin is used again
  /// @param unhealthyAfter checks in a row that must fail until it is not
  /// @param up             what is assumed until then
  public Standing(int healthyAfter, int unhealthyAfter, boolean up) {
    this.healthyAfter = healthyAfter;
    this.unhealthyAfter = unhealthyAfter;
    this.up = up;
  }

  /// Returns the standing of an origin that nobody checks.
  public static Standing unchecked() {
    return new Standing(1, 1, true);
  }

  /// Takes a check that passed.
  ///
  /// @param now nanoseconds, of the event loops' clock
  /// @return whether the origin is used again from now on
  public boolean passed(long now) {
    if (!isTurned(up, healthyAfter)) return false;
    returned = now;
    up = true;
    return true;
  }

  /// Takes a check that failed.
  ///
  /// @return whether the origin is not used from now on
  public boolean failed() {
    if (!isTurned(!up, unhealthyAfter)) return false;
    up = false;
    return true;
  }

  /// @param expected the check said what is assumed anyway
  private boolean isTurned(boolean expected, int after) {
    inARow = expected ? 0 : inARow + 1;
    if (inARow < after || expected) return false;
    inARow = 0;
    return true;
  }

  public boolean isUp() {
    return up;
  }

  /// Returns when it came back, or [#NEVER].
  long returned() {
    return returned;
  }
}
