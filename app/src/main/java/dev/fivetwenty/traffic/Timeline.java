package dev.fivetwenty.traffic;

import java.util.Arrays;

/// Counts over time in a fixed number of steps, which grow as time goes on. Confined to a thread.
public final class Timeline {

  static final int STEPS = 240;

  private static final long FIRST_STEP_MILLIS = 1_000;

  private final long[] counts = new long[STEPS];
  private long start = Long.MIN_VALUE;
  private long step = FIRST_STEP_MILLIS;

  void add(long millis) {
    add(millis, 1);
  }

  private void add(long millis, long count) {
    if (start == Long.MIN_VALUE) start = Math.floorDiv(millis, step) * step;
    if (millis < start) extendBack(millis);
    while (millis - start >= STEPS * step) coarsen();
    counts[(int) ((millis - start) / step)] += count;
  }

  /// Every two steps become one.
  private void coarsen() {
    for (int i = 0; i < STEPS / 2; i++) counts[i] = counts[2 * i] + counts[2 * i + 1];
    Arrays.fill(counts, STEPS / 2, STEPS, 0);
    step *= 2;
  }

  /// Lines of a log are not quite in order, and files need not begin at once.
  private void extendBack(long millis) {
    long last = start + lastUsed() * step;
    while (last - millis + step >= STEPS * step) {
      coarsen();
      last = start + lastUsed() * step;
    }
    int shift = (int) Math.ceilDiv(start - millis, step);
    System.arraycopy(counts, 0, counts, shift, STEPS - shift);
    Arrays.fill(counts, 0, shift, 0);
    start -= shift * step;
  }

  private int lastUsed() {
    int last = STEPS - 1;
    while (last > 0 && counts[last] == 0) last--;
    return last;
  }

  void add(Timeline other) {
    for (int i = 0; i < STEPS; i++) {
      if (other.counts[i] > 0) add(other.start + i * other.step, other.counts[i]);
    }
  }

  /// Returns when the first step began, in milliseconds since 1970.
  public long start() {
    return start == Long.MIN_VALUE ? 0 : start;
  }

  public long stepMillis() {
    return step;
  }

  /// Returns the counts up to the last that is not 0.
  public long[] counts() {
    return start == Long.MIN_VALUE ? new long[0] : Arrays.copyOf(counts, lastUsed() + 1);
  }
}
