package dev.fivetwenty.doctor;

import dev.fivetwenty.doctor.asking.Plan;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.AttemptOrder;
import dev.fivetwenty.origin.Origins;
import dev.fivetwenty.ranges.Ranges;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Runs an examination: the request itself first, then the probes, within the plan's time and
/// budget.
///
/// Safe to use from several threads, one examination per call.
public final class Examiner {

  /// Recorded bytes of the request itself: a body to look into, not to archive.
  static final int MAIN_BYTES = 1 << 20;

  /// Reply bytes of the request itself that are read: whole pages and pictures, part of a film.
  static final long ENOUGH = 64L << 20;

  private final Origins origins;
  private final Ranges ranges;
  private final Timekeeper time;
  private final List<Probe> probes;

  public Examiner(Origins origins, Ranges ranges, Timekeeper time, List<Probe> probes) {
    this.origins = origins;
    this.ranges = ranges;
    this.time = time;
    this.probes = List.copyOf(probes);
  }

  /// Examines. When the calling thread is interrupted, returns early with what is known by then;
  /// the thread's interrupted status is set again.
  public Examination examine(Plan plan, Progress progress) {
    Instant started = time.now();
    long begun = time.nanos();
    var desk = new Desk(plan, origins, ranges, time, progress);
    long deadline = time.nanos() + desk.limit().toNanos();
    desk.spend();
    desk.begin(origins.attempt(order(plan)));
    var round = new Round(desk, probes, deadline);
    boolean interrupted = false;
    try {
      round.run();
      desk.awaitMain(Duration.ofNanos(deadline - time.nanos()));
    } catch (InterruptedException e) {
      interrupted = true;
      round.stop();
    }
    Duration took = Duration.ofNanos(time.nanos() - begun);
    Examination examination = new Summary(desk, round.results()).sum(started, took, interrupted);
    if (interrupted) Thread.currentThread().interrupt();
    return examination;
  }

  private AttemptOrder order(Plan plan) {
    return new AttemptOrder(
        plan.target(), plan.request().toByteArray(), plan.request().expected(), plan.profile(),
        plan.tls(), time.allowance(plan.maxTime()), MAIN_BYTES, false, plan.dnsServer(), ENOUGH);
  }

  /// A probe with what came of it.
  record Ended(
      ProbeResult result, Optional<Conclusion> conclusion, Optional<Condition> condition) {

    Ended(ProbeResult result, Answer answer) {
      this(result, answer.conclusion(), answer.condition());
    }
  }
}
