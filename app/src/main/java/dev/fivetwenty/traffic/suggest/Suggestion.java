package dev.fivetwenty.traffic.suggest;

import dev.fivetwenty.traffic.Requester;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What really came, of one characteristic in periods of one length, and what limits would have cost.
///
/// @param by       what requests were told apart by
/// @param cut      periods that were ended early for want of room: counts may be too low then
public record Suggestion(
    List<String> by, Duration period, Spread all, Map<Requester, Spread> byRequester, long cut) {

  /// Shares of periods that are shown, in percent.
  public static final List<Double> PERCENTS = List.of(50.0, 90.0, 99.0, 99.9);

  /// Limits exceeded by this share of periods are tried.
  private static final List<Double> TRIED = List.of(99.0, 99.9, 99.99);

  /// A limit and its cost.
  ///
  /// @param denied   requests beyond it
  /// @param periods  in which it was exceeded
  /// @param browsers requests beyond it of what calls itself a browser
  public record Cost(long requests, long denied, long periods, long browsers) {}

  public List<Cost> costs() {
    var costs = new ArrayList<Cost>();
    for (double percent : TRIED) {
      long limit = rounded(all.percentile(percent));
      boolean known = costs.stream().anyMatch(c -> c.requests() == limit);
      if (!known) costs.add(cost(limit));
    }
    long never = rounded(all.most());
    if (costs.stream().noneMatch(c -> c.requests() == never)) costs.add(cost(never));
    return costs;
  }

  private Cost cost(long limit) {
    return new Cost(limit, all.beyond(limit), all.exceeding(limit), byRequester.get(Requester.BROWSER)
        .beyond(limit));
  }

  /// Returns the limit to begin with: what 99.9 % of the periods of browsers did not exceed, and half as
  /// much again.
  public long proposed() {
    Spread browsers = byRequester.get(Requester.BROWSER);
    Spread measure = browsers.periods() > 0 ? browsers : all;
    return rounded(Math.ceilDiv(measure.percentile(99.9) * 3, 2));
  }

  public Cost proposedCost() {
    return cost(proposed());
  }

  /// Rounds up to two digits, as people choose limits.
  static long rounded(long limit) {
    long unit = 1;
    while (limit / unit >= 100) unit *= 10;
    return Math.max(1, Math.ceilDiv(limit, unit) * unit);
  }
}
