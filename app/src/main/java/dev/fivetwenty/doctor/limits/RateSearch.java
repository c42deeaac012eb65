package dev.fivetwenty.doctor.limits;

import dev.fivetwenty.doctor.asking.Asking;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/// Finds the highest rate that an origin takes for any length of time, between one at which it
/// does and one at which it does not.
///
/// Each rate is tried right after the origin has turned a request away and let go: then nothing is
/// saved up, and a rate is refused soon that is too high.
final class RateSearch {

  /// Both rates are that close in the end.
  private static final double CLOSE = 1.2;

  /// Slower than this, whatever is refused is not refused for its rate.
  private static final double SLOWEST = 0.3;

  /// Where it lets go so soon, it may well be sooner: what was asked meanwhile took its time. A look too
  /// late finds something saved up.
  private static final Duration SOON = Duration.ofSeconds(2);

  private static final int LEAST = 12;

  private static final int MORE = 20;

  private final Search search;
  private final Asking asking;
  private final int burst;
  private final Duration letGo;
  private final double fast;

  /// @param burst requests that were taken at the rate `fast`
  /// @param letGo time after which a request was taken again
  RateSearch(Search search, Asking asking, int burst, Duration letGo, double fast) {
    this.search = search;
    this.asking = asking;
    this.burst = burst;
    this.letGo = letGo;
    this.fast = fast;
  }

  /// @param taken   a rate that is; zero when none is known
  /// @param refused a rate that was reached and is not
  /// @return nothing when there is none, or the origin no longer turns anything away
  OptionalDouble between(double taken, double refused) throws InterruptedException {
    double low = taken;
    double high = refused;
    while (low == 0 || high / low > CLOSE) {
      double next = low == 0 ? high / 2 : Math.sqrt(low * high);
      if (next < SLOWEST || !isDrained()) return OptionalDouble.empty();
      Series.Run run = at(next);
      if (run.isRefused()) {
        high = next;
      } else if (run.rate(next) > low) {
        low = run.rate(next);
      } else {
        // This machine cannot ask any faster now.
        high = low;
      }
    }
    double found = Math.sqrt(low * high);
    return isMet(found, refused) ? OptionalDouble.of(found) : OptionalDouble.empty();
  }

  /// True when at full speed about as many are turned away as come above that rate: an origin that
  /// fails by chance turns away as few at any speed.
  private boolean isMet(double found, double reached) throws InterruptedException {
    if (!isDrained()) return false;
    double tooMany = MORE * (1 - found / reached);
    return Series.refused(search, asking, MORE, fast) >= tooMany / 2;
  }

  /// Asks until it turns away, then until it has let go.
  private boolean isDrained() throws InterruptedException {
    Series.Run run = Series.strictly(search, asking, 2 * burst + MORE, fast);
    if (!run.isRefused()) return false;
    Optional<LetGo> again =
        letGo.compareTo(SOON) <= 0
            ? LetGo.await(search, asking, run.refused())
            : LetGo.again(search, asking, run.refused(), letGo);
    return again.isPresent();
  }

  private Series.Run at(double rate) throws InterruptedException {
    search.pause(Words.seconds(1 / rate));
    int enough = Math.max(LEAST, 2 * burst + LEAST / 2);
    return Series.strictly(search, asking, enough, rate);
  }
}
