package dev.fivetwenty.doctor.limits;

import dev.fivetwenty.doctor.asking.Asking;
import java.time.Duration;
import java.util.Optional;

/// When an origin that turned requests away took one again, counted from the first refusal.
///
/// @param after  it still refused then
/// @param before it took a request by then
record LetGo(Duration after, Duration before) {

  private static final Duration FIRST_LOOK = Duration.ofMillis(100);

  /// Looks come further apart, so that the time is known to a quarter and few requests are spent.
  private static final double FURTHER = 1.25;

  /// Looks into an interval that is known.
  private static final int LOOKS = 5;

  /// Asks now and then until a request is taken.
  ///
  /// @param refused [Search#nanos] of the first refusal
  /// @return empty when none was taken within the plan's patience
  static Optional<LetGo> await(Search search, Asking asking, long refused)
      throws InterruptedException {
    return await(search, asking, refused, FIRST_LOOK, Duration.ZERO);
  }

  /// Asks when it should have let go, and on from there.
  static Optional<LetGo> again(Search search, Asking asking, long refused, Duration usual)
      throws InterruptedException {
    return await(search, asking, refused, usual, Duration.ZERO);
  }

  /// Asks within the interval in which it let go before, closer together.
  ///
  /// @param sooner how much sooner than then it may be
  static Optional<LetGo> narrow(
      Search search, Asking asking, long refused, LetGo before, Duration sooner)
      throws InterruptedException {
    Duration width = before.before.minus(before.after);
    Duration from = before.after.minus(sooner).multipliedBy(19).dividedBy(20);
    if (from.compareTo(FIRST_LOOK) < 0) from = FIRST_LOOK;
    return await(search, asking, refused, from, width.dividedBy(LOOKS));
  }

  /// @param step between looks; zero for ever longer ones
  private static Optional<LetGo> await(
      Search search, Asking asking, long refused, Duration first, Duration step)
      throws InterruptedException {
    Duration stillRefused = Duration.ZERO;
    Duration next = first;
    while (true) {
      Duration soonest = search.since(refused);
      Duration look = next.compareTo(soonest) < 0 ? soonest : next;
      if (look.compareTo(search.plan().patience()) > 0) return Optional.empty();
      search.pause(look.minus(soonest));
      if (search.ask(asking).isEmpty()) return Optional.of(new LetGo(stillRefused, look));
      stillRefused = look;
      Duration further = Words.seconds(look.toNanos() / 1e9 * FURTHER);
      next = step.isZero() || look.plus(step).compareTo(further) > 0 ? further : look.plus(step);
    }
  }

  /// Returns the middle of what is known.
  Duration about() {
    return after.plus(before).dividedBy(2);
  }
}
