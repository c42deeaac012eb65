package dev.fivetwenty.edge.keeping;

import java.util.HashMap;
import java.util.Map;

/// How many exchanges of one kind are kept whole. Confined to an event loop.
///
/// When everything fails, the tenth incident of a kind says what the thousandth would, and keeping
/// that one would cost the requests behind it. Each kind has a bucket that fills up evenly over a
/// minute, so that some are kept at any time.
public final class KeepBudget {

  /// Kinds that are told apart; beyond, all others share one bucket.
  private static final int MOST_KINDS = 4096;

  private static final int SOUND_SHARE = 10;

  private static final Long OTHERS = -1L;
  private static final double MINUTE_NANOS = 60e9;

  private static final class Bucket {
    private double left;
    private long filledAt;

    Bucket(int perMinute, long now) {
      left = perMinute;
      filledAt = now;
    }
  }

  private final Map<Long, Bucket> buckets = new HashMap<>();
  private final int perMinute;
  private final boolean glitches;

  /// @param perMinute of one kind of failure, and the most at once
  /// @param glitches  exchanges in which something was tolerated are kept, too
  KeepBudget(int perMinute, boolean glitches) {
    this.perMinute = perMinute;
    this.glitches = glitches;
  }

  public boolean takeFailed(long kind, long now) {
    return take(kind, perMinute, now);
  }

  public boolean takeGlitch(long kind, long now) {
    return glitches && takeSound(kind, now);
  }

  /// A remark on what did not fail is worth less.
  public boolean takeSound(long kind, long now) {
    return take(kind, Math.max(1, perMinute / SOUND_SHARE), now);
  }

  private boolean take(long kind, int most, long now) {
    Bucket bucket = bucket(kind, most, now);
    bucket.left = Math.min(most, bucket.left + (now - bucket.filledAt) * most / MINUTE_NANOS);
    bucket.filledAt = now;
    if (bucket.left < 1) return false;
    bucket.left--;
    return true;
  }

  private Bucket bucket(long kind, int most, long now) {
    Bucket known = buckets.get(kind);
    if (known != null) return known;
    Long key = buckets.size() < MOST_KINDS ? (Long) kind : OTHERS;
    return buckets.computeIfAbsent(key, _ -> new Bucket(most, now));
  }
}
