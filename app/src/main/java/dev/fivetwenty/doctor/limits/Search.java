package dev.fivetwenty.doctor.limits;

import dev.fivetwenty.doctor.Visit;
import dev.fivetwenty.doctor.asking.Asking;
import dev.fivetwenty.doctor.asking.LimitSearch;
import dev.fivetwenty.doctor.asking.Recorded;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What the parts of one search share: the visit, how far to go, what is known so far.
final class Search {

  /// Reply bytes recorded of each of so many requests.
  private static final int CONTENT = 16 * 1024;

  /// Requests under way at a time, at most, while it is their rate that counts.
  private static final int MOST_UNDER_WAY = 6;

  /// Refusals in a row that are no chance.
  private static final int TIMES = 3;

  /// Share of a limit that stays clear of it, measured as well as it was.
  private static final double ALMOST = 0.8;

  private final Visit visit;
  private final LimitSearch plan;
  private final int underWay;
  private final Duration usual;
  private Optional<RequestLimit> known = Optional.empty();
  private int sinceRest;

  Search(Visit visit) {
    this.visit = visit;
    this.plan = visit.plan().limits().orElseThrow();
    this.underWay = Math.clamp(taken(visit), 1, MOST_UNDER_WAY);
    this.usual = usual(visit);
  }

  /// Returns the median: the first answer may have taken longer, the last may have been held back.
  private static Duration usual(Visit visit) {
    List<Duration> times =
        visit.log().stream().filter(r -> Refusal.turnedAway(visit, r.attempt()).isEmpty())
            .map(r -> r.attempt().timeline().closed()).sorted().toList();
    return times.isEmpty() ? Duration.ZERO : times.get(times.size() / 2);
  }

  /// Returns how many at once have gone well in this examination.
  private static int taken(Visit visit) {
    int well = 1;
    int ill = Integer.MAX_VALUE;
    for (Recorded one : visit.log()) {
      boolean refused = Refusal.turnedAway(visit, one.attempt()).isPresent();
      if (refused && !one.isAlone()) ill = Math.min(ill, one.atOnce());
      if (!refused) well = Math.max(well, one.atOnce());
    }
    return Math.min(well, ill - 1);
  }

  Visit visit() {
    return visit;
  }

  LimitSearch plan() {
    return plan;
  }

  /// Returns how long an answer of this origin takes, mostly.
  Duration usual() {
    return usual;
  }

  int underWay() {
    return underWay;
  }

  /// Returns the request as asked, to be counted apart from those of the examination.
  Asking asking() {
    return visit.asking().content(CONTENT).label("in search of limits");
  }

  /// Returns how many requests may still be sent.
  int left() {
    return Math.min(plan.requests() - visit.requests(), visit.requestsLeft());
  }

  long nanos() {
    return visit.time().nanos();
  }

  Duration since(long then) {
    return Duration.ofNanos(nanos() - then);
  }

  void pause(Duration time) throws InterruptedException {
    visit.time().pause(time);
  }

  /// Sends one request; returns how it was turned away, or nothing when it was taken.
  Optional<Refusal> ask(Asking asking) throws InterruptedException {
    count(1);
    return Refusal.of(visit, visit.ask(asking), usual);
  }

  /// True when even the request as asked is turned away, again and again.
  boolean isShut() throws InterruptedException {
    for (int i = 0; i < TIMES; i++) {
      if (ask(asking()).isEmpty()) return false;
    }
    return true;
  }

  /// Returns the limit on requests that was found, if one was.
  Optional<RequestLimit> known() {
    return known;
  }

  void know(RequestLimit limit) {
    known = Optional.of(limit);
    sinceRest = limit.requests();
  }

  /// What looked like a limit is none.
  void forget() {
    known = Optional.empty();
  }

  /// Counts requests against what is known to be taken between two rests.
  ///
  /// @throws dev.fivetwenty.doctor.StopAsking when the search may send no more
  void count(int requests) {
    if (left() < requests) throw Limits.outOfRequests(plan);
    sinceRest += requests;
  }

  /// Returns how many requests in quick succession the origin is known to take.
  int room() {
    return known.map(limit -> Math.max(1, (int) (limit.atOnce() * ALMOST)))
        .orElse(Integer.MAX_VALUE);
  }

  /// Rests first, when `requests` more would be too many for the limit that is known.
  void makeRoom(int requests) throws InterruptedException {
    if (known.isPresent() && sinceRest + requests > room()) rest();
  }

  /// Waits until the origin has forgotten all requests, where it is known to count them.
  void rest() throws InterruptedException {
    if (known.isEmpty() || sinceRest == 0) return;
    pause(known.get().rest());
    sinceRest = 0;
  }

  /// Waits as long as one request has to stay behind another, where their rate is limited.
  void keepPace() throws InterruptedException {
    if (known.isEmpty() || known.get().sustained().isEmpty()) return;
    pause(Words.seconds(1 / (known.get().sustained().getAsDouble() * ALMOST)));
  }
}
