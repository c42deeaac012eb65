package dev.fivetwenty.doctor.limits;

import dev.fivetwenty.doctor.asking.Asking;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Finds a limit on the number of requests, or on their rate.
///
/// A first series, in which requests of before may count, finds that there is one. How it lets go
/// tells its kind: at once and a little is a rate; later and a little is a rate as well, that
/// saves up for long; all at once is a number within a time, or a ban. For that, a second and
/// slower series after a rest finds the number, and whether the time runs from the first request or
/// from the refusal.
final class RequestSearch {

  /// Who takes a request again so soon limits the rate.
  private static final Duration SOON = Duration.ofMillis(1500);

  /// Taken in a row after it let go, this many show that it forgot all before.
  private static final int IN_A_ROW = 5;

  /// A second series may need more: requests of before counted in the first.
  private static final int MORE = 60;

  /// While it turns away this long there is time to ask slowly who it turns away.
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Search search;
  private final Report report;
  private final Asking asking;
  private final double rate;
  private final Duration patience;

  RequestSearch(Search search, Report report) {
    this.search = search;
    this.report = report;
    this.asking = search.asking();
    this.rate = search.plan().perSecond();
    this.patience = search.plan().patience();
  }

  void run() throws InterruptedException {
    if (!isOpen()) return;
    Series.Run first = Series.run(search, asking, search.plan().requests() / 3, rate);
    report.tried(first);
    if (!first.isRefused()) return;
    RequestLimit found = note(RequestLimit.of(first, first.rate(rate), patience));
    if (!found.refusal().isSlow()) found = note(found.countedBy(Whom.countedBy(search, asking)));
    Optional<LetGo> letGo = LetGo.await(search, asking, first.refused());
    found = note(found.letGo(letGo, letGo.map(LetGo::before).orElse(patience)));
    if (letGo.isEmpty()) report.close();
    else measure(found, first, letGo.get());
  }

  private void measure(RequestLimit found, Series.Run first, LetGo letGo)
      throws InterruptedException {
    if (letGo.before().compareTo(SOON) <= 0) {
      rate(found, letGo, 0);
      return;
    }
    int row = Math.clamp(first.taken(), 1, IN_A_ROW);
    if (Series.strictly(search, asking, row, rate).isRefused()) trickle(found, letGo);
    else whole(found, first, letGo);
  }

  /// The examination before may have met the limit already.
  private boolean isOpen() throws InterruptedException {
    long asked = search.nanos();
    Optional<Refusal> refusal = search.ask(asking);
    if (refusal.isEmpty() || LetGo.await(search, asking, asked).isPresent()) return true;
    report.closed(refusal.get());
    return false;
  }

  private void rate(RequestLimit found, LetGo letGo, double taken) throws InterruptedException {
    var between = new RateSearch(search, asking, found.requests(), letGo.before(), rate);
    OptionalDouble sustained = between.between(taken, found.perSecond());
    if (sustained.isEmpty()) {
      if (taken == 0) forget();
      return;
    }
    burst(found, sustained.getAsDouble());
  }

  /// Measures how often it takes one request, once all that was saved up is spent.
  private void trickle(RequestLimit found, LetGo letGo) throws InterruptedException {
    Duration step = letGo.before().dividedBy(8);
    List<Long> taken = new ArrayList<>();
    while (taken.size() < 3) {
      Optional<Long> next = next(step);
      if (next.isEmpty()) return;
      taken.add(next.get());
    }
    burst(found, 2e9 / (taken.getLast() - taken.getFirst()));
  }

  private Optional<Long> next(Duration step) throws InterruptedException {
    long began = search.nanos();
    while (search.since(began).compareTo(patience) < 0) {
      search.pause(step);
      long asked = search.nanos();
      if (search.ask(asking).isEmpty()) return Optional.of(asked);
    }
    return Optional.empty();
  }

  /// Rests until everything should be saved up again, and counts what is taken then; more may have
  /// been saved up than was ever seen, so once more as long as the number grows.
  private void burst(RequestLimit found, double sustained) throws InterruptedException {
    RequestLimit known = found;
    Duration needed = Duration.ZERO;
    while (needed.compareTo(patience) < 0) {
      needed = shorter(Words.seconds((2 * known.requests() + 5) / sustained), patience);
      known = note(known.sustained(sustained, needed));
      search.pause(needed);
      Series.Run fresh = Series.run(search, asking, 2 * known.requests() + MORE, rate);
      if (!fresh.isRefused()) return;
      boolean grown = fresh.taken() > 1.1 * known.requests() + 1;
      known = note(known.measured(fresh, fresh.rate(rate)));
      if (!grown) return;
    }
  }

  private void whole(RequestLimit found, Series.Run first, LetGo letGo)
      throws InterruptedException {
    search.pause(rest());
    double slower = found.perSecond() / 2;
    Series.Run second = Series.run(search, asking, 2 * first.taken() + MORE, slower);
    if (!second.isRefused()) {
      rate(found, letGo, second.rate(slower));
      return;
    }
    RequestLimit measured = note(found.measured(second, second.rate(slower)));
    if (measured.refusal().isSlow() && letGo.after().compareTo(LONG) > 0) {
      measured = note(measured.countedBy(Whom.countedBy(search, asking)));
    }
    Duration sooner = second.lasted().minus(first.lasted());
    Optional<LetGo> again =
        LetGo.narrow(
            search, asking, second.refused(), letGo, sooner.isNegative() ? Duration.ZERO : sooner);
    if (again.isEmpty()) return;
    Optional<Duration> window = window(second, letGo, again.get());
    Duration forgotten = window.orElse(again.get().before().plus(second.lasted()));
    note(measured.letGo(again, shorter(forgotten, patience)).window(window));
  }

  /// A ban lasts as long each time; a window that began with the first request ends sooner after
  /// more time was spent in it. Where both come to the same, nobody can tell.
  private static Optional<Duration> window(Series.Run second, LetGo before, LetGo now) {
    boolean apart =
        now.before().compareTo(before.after()) <= 0 || now.after().compareTo(before.before()) >= 0;
    return apart ? Optional.of(second.lasted().plus(now.about())) : Optional.empty();
  }

  /// Returns how long to wait for everything to be forgotten: as long as the examination has
  /// lasted, since a window that ended in it cannot be longer, and half the patience for a count
  /// that went on beyond a ban.
  private Duration rest() {
    Duration lasted = search.visit().lasted();
    Duration half = patience.dividedBy(2);
    return shorter(lasted.compareTo(half) > 0 ? lasted : half, patience);
  }

  private RequestLimit note(RequestLimit limit) {
    search.know(limit);
    report.requests(limit);
    return limit;
  }

  /// What is turned away at any rate is no limit.
  private void forget() {
    search.forget();
    report.chance();
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
