package dev.fivetwenty.traffic.suggest;

import java.util.Arrays;

/// How many requests the periods of keys had: exact up to 4,096, behind it to 1 %. Confined to a
/// thread.
public final class Spread {

  private static final int EXACT = 4_096;

  /// Steps of 1 % from 4,096 to far beyond what fits in a log.
  private static final int STEPS = 2_048;
  private static final double STEP = Math.log(1.01);

  private final long[] periods = new long[EXACT + 1 + STEPS];
  private long total;
  private long requests;
  private long most;

  /// Adds a finished period.
  public void add(long count) {
    periods[place(count)]++;
    total++;
    requests += count;
    most = Math.max(most, count);
  }

  private static int place(long count) {
    if (count <= EXACT) return (int) count;
    return EXACT + 1 + Math.min(STEPS - 1, (int) (Math.log((double) count / EXACT) / STEP));
  }

  private static long count(int place) {
    return place <= EXACT ? place : Math.round(EXACT * Math.exp((place - EXACT - 0.5) * STEP));
  }

  /// Adds all periods of another spread.
  public void add(Spread other) {
    Arrays.setAll(periods, i -> periods[i] + other.periods[i]);
    total += other.total;
    requests += other.requests;
    most = Math.max(most, other.most);
  }

  /// Returns how many periods of keys there were.
  public long periods() {
    return total;
  }

  public long requests() {
    return requests;
  }

  public long most() {
    return most;
  }

  /// Returns what that share of the periods did not exceed.
  public long percentile(double percent) {
    long rank = Math.max(1, (long) Math.ceil(total * percent / 100));
    long seen = 0;
    for (int place = 0; place < periods.length; place++) {
      seen += periods[place];
      if (seen >= rank && total > 0) return Math.min(most, count(place));
    }
    return most;
  }

  /// Returns in how many periods a limit would have been exceeded.
  public long exceeding(long limit) {
    long exceeding = 0;
    for (int place = 0; place < periods.length; place++) {
      if (count(place) > limit) exceeding += periods[place];
    }
    return exceeding;
  }

  /// Returns how many requests came beyond a limit.
  public long beyond(long limit) {
    long beyond = 0;
    for (int place = 0; place < periods.length; place++) {
      beyond += periods[place] * Math.max(0, count(place) - limit);
    }
    return beyond;
  }
}
