package dev.fivetwenty.incident.notice;

/// When a burn rate is worth telling: over a long and a short window at once, so that it matters and
/// still goes on. It is told once, and again after it was over.
///
/// The pairs are those of the SRE workbook for a budget of thirty days: an hour at 14.4 is 2 % of it,
/// six hours at 6 are 5 %.
public final class Alarm {

  private record Pair(int longMinutes, int shortMinutes, double rate) {}

  private static final Pair FAST = new Pair(60, 5, 14.4);
  private static final Pair SLOW = new Pair(360, 30, 6);

  /// Where there is little traffic, one failure is a high rate and no news.
  private static final int LEAST_FAILURES = 10;

  /// A rate that goes up and down around the threshold is one fire, not many.
  private static final long OVER_MILLIS = 10 * 60_000;

  private final BurnRate rates;
  private boolean told;
  private long burnedAt;

  public Alarm(BurnRate rates) {
    this.rates = rates;
  }

  /// Returns whether the budget burns and that was not told yet.
  public boolean isNew(long millis) {
    boolean burns = burns(millis, FAST) || burns(millis, SLOW);
    boolean isNew = burns && !told;
    if (burns) burnedAt = millis;
    told = burns || told && Math.abs(millis - burnedAt) < OVER_MILLIS;
    return isNew;
  }

  private boolean burns(long millis, Pair pair) {
    return rates.failures(millis, pair.longMinutes()) >= LEAST_FAILURES
        && rates.rate(millis, pair.longMinutes()) >= pair.rate()
        && rates.rate(millis, pair.shortMinutes()) >= pair.rate();
  }
}
