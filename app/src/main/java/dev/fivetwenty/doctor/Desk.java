package dev.fivetwenty.doctor;

import dev.fivetwenty.doctor.asking.Asking;
import dev.fivetwenty.doctor.asking.Budget;
import dev.fivetwenty.doctor.asking.Plan;
import dev.fivetwenty.doctor.asking.Recorded;
import dev.fivetwenty.doctor.asking.Upshot;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.Origins;
import dev.fivetwenty.ranges.Ranges;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// What all probes of one examination share: plan, budget, the log of attempts, the main attempt.
/// Any thread may call.
final class Desk {

  /// An answer within this time leaves room for many questions one after the other.
  private static final Duration QUICK = Duration.ofMillis(500);

  private final Plan plan;
  private final Origins origins;
  private final Ranges ranges;
  private final Timekeeper time;
  private final Progress progress;
  private final Budget budget;
  private final long began;
  private final Crowd crowd = new Crowd();
  private final List<Recorded> log = new ArrayList<>();
  private volatile Optional<Attempt> main = Optional.empty();
  private volatile CompletableFuture<Attempt> request = new CompletableFuture<>();
  private volatile Optional<Upshot> turned = Optional.empty();

  Desk(Plan plan, Origins origins, Ranges ranges, Timekeeper time, Progress progress) {
    this.plan = plan;
    this.origins = origins;
    this.ranges = ranges;
    this.time = time;
    this.progress = progress;
    this.budget = new Budget(plan.requests());
    this.began = time.nanos();
  }

  Plan plan() {
    return plan;
  }

  Origins origins() {
    return origins;
  }

  Ranges ranges() {
    return ranges;
  }

  Timekeeper time() {
    return time;
  }

  Budget budget() {
    return budget;
  }

  /// Takes a request from the budget and says so.
  boolean spend() {
    if (!budget.take()) return false;
    synchronized (progress) {
      progress.sent(budget.spent(), budget.limit());
    }
    return true;
  }

  synchronized void record(Recorded recorded) {
    log.add(recorded);
  }

  synchronized List<Recorded> log() {
    return List.copyOf(log);
  }

  /// The request itself is on its way.
  void begin(CompletableFuture<Attempt> sent) {
    Crowd.Member member = crowd.enter(sent);
    request =
        sent.thenApplyAsync(
            attempt -> main(attempt, member.most()), task -> time.start(Summary.REQUEST, task));
  }

  Crowd crowd() {
    return crowd;
  }

  /// Waits for the request itself to end, that long at most.
  Optional<Attempt> awaitMain(Duration most) throws InterruptedException {
    return time.await(request, most);
  }

  private Attempt main(Attempt attempt, int atOnce) {
    record(new Recorded(Summary.REQUEST, Asking.AS_ASKED, plan.request(), attempt, atOnce));
    main = Optional.of(attempt);
    synchronized (progress) {
      progress.first(attempt);
    }
    return attempt;
  }

  Optional<Attempt> main() {
    return main;
  }

  /// True when the request itself has no answer yet, or one that took long.
  boolean isSlow() {
    return main.isEmpty() || usual().compareTo(time.allowance(QUICK)) > 0;
  }

  /// Returns how long the origin took for the request itself, be it to answer or to fail; zero when
  /// it did neither, or has not yet.
  Duration usual() {
    return main.filter(m -> Upshot.status(m) > 0 || !Upshot.of(m, plan.profile()).cut())
        .map(m -> m.timeline().closed()).orElse(Duration.ZERO);
  }

  /// The request as asked no longer ends as it did: comparisons with it are over.
  void turned(Upshot now) {
    turned = Optional.of(now);
  }

  Optional<Upshot> turned() {
    return turned;
  }

  void started(Probe probe) {
    synchronized (progress) {
      progress.started(probe);
    }
  }

  void ended(ProbeResult result) {
    synchronized (progress) {
      progress.ended(result);
    }
  }

  /// Returns how long the examination has lasted.
  Duration lasted() {
    return Duration.ofNanos(time.nanos() - began);
  }

  /// Returns how long the whole examination may take.
  Duration limit() {
    return time.allowance(plan.limit());
  }
}
