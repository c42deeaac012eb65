package dev.fivetwenty.incident;

/// Classes of sizes for a histogram: sixteen for each doubling, so that a bound is within 7 % of what
/// it stands for. The numbers are stored.
public final class SizeClass {

  private static final int STEPS = 16;

  /// Below this every size is a class of its own.
  private static final int EXACT = 2 * STEPS;

  private static final int SHIFT = 4;

  /// Returns the class of a size, the same or higher for a larger one.
  public static int of(int bytes) {
    if (bytes < EXACT) return Math.max(0, bytes);
    int doublings = 31 - Integer.numberOfLeadingZeros(bytes) - SHIFT;
    return doublings * STEPS + (bytes >> doublings);
  }

  /// Returns the largest size in a class.
  public static int most(int sizeClass) {
    if (sizeClass < EXACT) return sizeClass;
    int doublings = sizeClass / STEPS - 1;
    int mantissa = sizeClass - doublings * STEPS;
    return (int) Math.min(Integer.MAX_VALUE, ((mantissa + 1L) << doublings) - 1);
  }

  private SizeClass() {}
}
