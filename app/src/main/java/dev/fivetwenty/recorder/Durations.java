package dev.fivetwenty.recorder;

/// Histograms of durations, one per label, with one writer.
///
/// All have the same bounds: from what a machine next door needs up to the timeout after which an
/// edge gives up (100 s).
public final class Durations {

  private static final long MILLISECOND = 1_000_000;

  private static final long[] BOUNDS = {
    MILLISECOND / 2,
    MILLISECOND,
    5 * MILLISECOND / 2,
    5 * MILLISECOND,
    10 * MILLISECOND,
    25 * MILLISECOND,
    50 * MILLISECOND,
    100 * MILLISECOND,
    250 * MILLISECOND,
    500 * MILLISECOND,
    1_000 * MILLISECOND,
    2_500 * MILLISECOND,
    5_000 * MILLISECOND,
    10_000 * MILLISECOND,
    30_000 * MILLISECOND,
    60_000 * MILLISECOND,
    100_000 * MILLISECOND,
  };

  /// Buckets, the one without a bound, and the sum.
  private static final int SUM = BOUNDS.length + 1;
  private static final int PER_LABEL = SUM + 1;

  private final Counters counters = new Counters(PER_LABEL);

  void add(Label label, long nanos) {
    int first = label.index() * PER_LABEL;
    int bucket = 0;
    while (bucket < BOUNDS.length && nanos > BOUNDS[bucket]) bucket++;
    counters.increment(first + bucket);
    counters.add(first + SUM, nanos);
  }

  /// Returns the number of buckets, with that which has no bound.
  public static int buckets() {
    return SUM;
  }

  /// Returns the highest duration that a bucket holds, in nanoseconds; of the last there is none.
  public static long bound(int bucket) {
    return BOUNDS[bucket];
  }

  /// Returns how many durations fell into the bucket itself, those below not included.
  public long count(Label label, int bucket) {
    return counters.get(label.index() * PER_LABEL + bucket);
  }

  public long sumNanos(Label label) {
    return counters.get(label.index() * PER_LABEL + SUM);
  }
}
