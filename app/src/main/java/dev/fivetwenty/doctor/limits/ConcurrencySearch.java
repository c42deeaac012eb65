package dev.fivetwenty.doctor.limits;

import dev.fivetwenty.doctor.asking.Asking;
import dev.fivetwenty.origin.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Finds how many requests at the same time the origin takes: twice as many each time, then halves
/// of what is between.
///
/// A limit on the number of requests turns away some of many at once, too. So no more are sent than
/// it is known to take, with a rest between; a single one has to be taken right afterwards, and as
/// many one after the other.
final class ConcurrencySearch {

  /// More at once is a load test.
  private static final int MOST = 32;

  /// Time for a rate that nobody has met so far to save something up.
  private static final Duration REST = Duration.ofSeconds(5);

  private final Search search;
  private final Report report;
  private final Asking asking;
  private int taken = 1;
  private int refused;
  private Optional<Refusal> how = Optional.empty();

  ConcurrencySearch(Search search, Report report) {
    this.search = search;
    this.report = report;
    this.asking = search.asking().label("many at once, in search of limits");
  }

  void run() throws InterruptedException {
    try {
      for (int many = 2; many <= MOST && refused == 0; many = next(many)) {
        if (!isPossible(many) || !tryTwice(many)) break;
      }
      while (refused > taken + 1 && isPossible((taken + refused) / 2)) {
        search.pause(REST);
        if (!tryOnce((taken + refused) / 2)) break;
      }
    } finally {
      report.concurrency(taken, refused, how);
    }
    if (refused > 0 && !areTakenOneByOne()) report.notConcurrency(taken, refused);
  }

  /// Twice as many, but the last step is as far as a limit on requests leaves room.
  private int next(int many) {
    int room = Math.min(MOST, search.room() - 1);
    return many < room && 2 * many > room ? room : 2 * many;
  }

  private boolean isPossible(int many) {
    return many < search.room() && search.left() >= 2 * many + 2;
  }

  /// What is turned away once may be chance, or a rate that was nearly met before; the first step that
  /// fails is tried again.
  private boolean tryTwice(int many) throws InterruptedException {
    if (!tryOnce(many)) return false;
    if (refused == 0) return true;
    refused = 0;
    search.pause(REST);
    return tryOnce(many);
  }

  /// Sends that many at once; false when what came of it does not say.
  private boolean tryOnce(int many) throws InterruptedException {
    search.makeRoom(many + 1);
    search.count(many);
    List<Attempt> attempts = search.visit().askTogether(Collections.nCopies(many, asking));
    List<Refusal> refusals = new ArrayList<>();
    for (Attempt attempt : attempts) {
      Refusal.turnedAway(search.visit(), attempt).ifPresent(refusals::add);
    }
    if (refusals.isEmpty()) {
      taken = Math.max(taken, many);
      return true;
    }
    Optional<Refusal> alone = search.ask(search.asking());
    if (alone.isPresent()) {
      int before = takenSoFar(refusals.size());
      if (search.known().isEmpty() && search.isShut()) report.late(alone.get(), before);
      return false;
    }
    refused = many;
    how = Optional.of(refusals.getFirst());
    return true;
  }

  /// Counts the requests of this search that were taken, the last one not among them.
  private int takenSoFar(int refusals) {
    return search.visit().requests() - refusals - 1;
  }

  private boolean areTakenOneByOne() throws InterruptedException {
    search.makeRoom(refused);
    return !Series.oneByOne(search, search.asking(), refused).isRefused();
  }
}
