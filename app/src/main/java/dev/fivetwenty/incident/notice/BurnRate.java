package dev.fivetwenty.incident.notice;

import java.util.Arrays;

/// How fast a budget of failures is used up: 1 is as fast as the objective allows, 14.4 is a month's
/// budget in two days.
///
/// Counted per minute over the last six hours, in a ring: as large for one request as for a billion.
/// One thread adds; [#rate] may be asked from any.
public final class BurnRate {

  /// The longest window that can be asked for.
  public static final int MOST_MINUTES = 360;

  private static final long MINUTE_MILLIS = 60_000;

  private final double budget;
  private final long[] minutes = new long[MOST_MINUTES];
  private final long[] requests = new long[MOST_MINUTES];
  private final long[] failures = new long[MOST_MINUTES];

  /// @param objective share of requests that are to end without a failure, below 1: 0.999
  public BurnRate(double objective) {
    if (!(objective > 0 && objective < 1)) throw new IllegalArgumentException("objective " + objective);
    budget = 1 - objective;
    Arrays.fill(minutes, Long.MIN_VALUE);
  }

  public synchronized void add(long millis, boolean failed) {
    long minute = Math.floorDiv(millis, MINUTE_MILLIS);
    int at = Math.floorMod(minute, MOST_MINUTES);
    if (minutes[at] != minute) {
      minutes[at] = minute;
      requests[at] = 0;
      failures[at] = 0;
    }
    requests[at]++;
    if (failed) failures[at]++;
  }

  /// Returns the failures of the last minutes, the present one included.
  public synchronized long failures(long millis, int lastMinutes) {
    return counted(failures, millis, lastMinutes);
  }

  /// Returns the rate over the last minutes, the present one included; 0 where there was no request.
  public synchronized double rate(long millis, int lastMinutes) {
    long all = counted(requests, millis, lastMinutes);
    return all == 0 ? 0 : (double) counted(failures, millis, lastMinutes) / all / budget;
  }

  private long counted(long[] counts, long millis, int lastMinutes) {
    long newest = Math.floorDiv(millis, MINUTE_MILLIS);
    long sum = 0;
    for (int i = 0; i < MOST_MINUTES; i++) {
      if (minutes[i] <= newest && minutes[i] > newest - lastMinutes) sum += counts[i];
    }
    return sum;
  }
}
