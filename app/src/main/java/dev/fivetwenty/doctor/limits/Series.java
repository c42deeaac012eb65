package dev.fivetwenty.doctor.limits;

import dev.fivetwenty.doctor.Crowd;
import dev.fivetwenty.doctor.asking.Asking;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// The same request again and again at a rate, until the origin turns it away or enough were sent.
///
/// A refusal counts once a second one follows it closely: what is turned away once in a hundred is
/// chance, not a limit. Where answers take longer than the gap, a few are under way at a time.
final class Series {

  /// A second refusal among that many more makes a limit of the first.
  private static final int CLOSELY = 10;

  /// Fewer do not tell a rate.
  private static final int ENOUGH = 4;

  /// What came of a series.
  ///
  /// @param taken   requests before the first refusal
  /// @param lasted  until that refusal, or the end
  /// @param began   [Search#nanos] of the first request
  /// @param refused [Search#nanos] of the first that was turned away
  record Run(int taken, Duration lasted, long began, long refused, Optional<Refusal> refusal) {

    boolean isRefused() {
      return refusal.isPresent();
    }

    /// Returns the rate that was reached, where there were enough to tell: an origin that takes its
    /// time slows us down.
    double rate(double wanted) {
      if (taken < ENOUGH || lasted.isZero()) return wanted;
      return Math.min(wanted, taken / (lasted.toNanos() / 1e9));
    }
  }

  private record Sent(Asking asking, Crowd.Member member, long at) {}

  private record Fate(long at, Optional<Refusal> refusal) {}

  private final Search search;
  private final Deque<Sent> underWay = new ArrayDeque<>();
  private final List<Fate> fates = new ArrayList<>();
  private final int enough;
  private int first = -1;
  private boolean limited;

  /// @param enough refusals end the series
  private Series(Search search, int enough) {
    this.search = search;
    this.enough = enough;
  }

  static Run run(Search search, Asking asking, int most, double perSecond)
      throws InterruptedException {
    return new Series(search, 2).send(asking, most, perSecond, search.underWay());
  }

  /// The same, ended by a single refusal already: for an origin that is known to turn away.
  static Run strictly(Search search, Asking asking, int most, double perSecond)
      throws InterruptedException {
    return new Series(search, 1).send(asking, most, perSecond, search.underWay());
  }

  /// Returns how many of a whole series are turned away.
  static int refused(Search search, Asking asking, int number, double perSecond)
      throws InterruptedException {
    var series = new Series(search, Integer.MAX_VALUE);
    series.send(asking, number, perSecond, search.underWay());
    return (int) series.fates.stream().filter(fate -> fate.refusal().isPresent()).count();
  }

  /// The same as fast as one after the other can be.
  static Run oneByOne(Search search, Asking asking, int most) throws InterruptedException {
    return new Series(search, 1).send(asking, most, Double.POSITIVE_INFINITY, 1);
  }

  private Run send(Asking asking, int most, double perSecond, int atOnce)
      throws InterruptedException {
    long gap = (long) (1e9 / perSecond);
    long began = search.nanos();
    long due = began;
    for (int i = 0; i < most && !limited; i++) {
      while (underWay.size() >= atOnce) reap();
      search.pause(Duration.ofNanos(due - search.nanos()));
      due = Math.max(due + gap, search.nanos());
      while (!underWay.isEmpty() && underWay.peek().member().hasEnded()) reap();
      if (limited) break;
      search.count(1);
      underWay.add(new Sent(asking, search.visit().begin(asking), search.nanos()));
    }
    while (!underWay.isEmpty()) reap();
    return result(began);
  }

  private void reap() throws InterruptedException {
    Sent sent = underWay.remove();
    var attempt = search.visit().join(sent.asking(), sent.member());
    var fate = new Fate(sent.at(), Refusal.of(search.visit(), attempt, search.usual()));
    fates.add(fate);
    int index = fates.size() - 1;
    if (!limited && first >= 0 && index - first > CLOSELY) first = -1;
    if (fate.refusal().isEmpty()) return;
    limited |= enough == 1 || enough == 2 && first >= 0;
    if (first < 0) first = index;
  }

  private Run result(long began) {
    if (!limited) {
      return new Run(fates.size(), search.since(began), began, 0, Optional.empty());
    }
    Fate refused = fates.get(first);
    return new Run(
        first, Duration.ofNanos(refused.at() - began), began, refused.at(), refused.refusal());
  }
}
