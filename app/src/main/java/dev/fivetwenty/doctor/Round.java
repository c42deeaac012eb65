package dev.fivetwenty.doctor;

import dev.fivetwenty.doctor.Examiner.Ended;
import dev.fivetwenty.origin.ConfigurationProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Runs the probes of one examination, each on a thread of its own.
///
/// Where answers are quick, those that may run beside others come first, then, one after the
/// other, those that want quiet. Where each answer takes long, waiting is what costs: then all but
/// those that crowd the origin share the time, in the order of the list, and some begin before
/// the request itself has ended.
final class Round {

  /// When the request itself has not ended by then, probes begin without it.
  static final Duration HEAD_START = Duration.ofSeconds(2);

  /// Answers that take longer leave no time to ask everything one after the other.
  private static final Duration LATE = Duration.ofSeconds(1);

  /// Probes that ask at the same time: an origin with a few workers is not crowded by us.
  private static final int AT_ONCE = 3;

  /// The same where answers are late: with the request itself, and what a probe asks at the same
  /// time, no more than the top of the concurrency ramp.
  private static final int AT_ONCE_WHEN_LATE = 4;

  /// Time kept for the last look at an origin that was quick: enough to find it silent by now.
  private static final Duration LAST_LOOK = Duration.ofMillis(5500);

  /// Time a probe has to end after it was interrupted.
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Desk desk;
  private final List<Probe> probes;
  private final long deadline;
  private final Map<Probe, Ended> ended = new LinkedHashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean late;

  Round(Desk desk, List<Probe> probes, long deadline) {
    this.desk = desk;
    this.probes = probes;
    this.deadline = deadline;
  }

  void run() throws InterruptedException {
    late =
        desk.awaitMain(desk.time().allowance(HEAD_START)).isEmpty()
            || desk.usual().compareTo(desk.time().allowance(LATE)) > 0;
    if (late) shareTime();
    else oneAfterTheOther();
    if (desk.main().isPresent()) {
      join(start(Probe.Manner.LAST));
      for (Probe probe : of(Probe.Manner.PROVOKING)) join(List.of(start(probe)));
    } else {
      for (Probe probe : probes) skip(probe);
    }
  }

  private void oneAfterTheOther() throws InterruptedException {
    List<Thread> waiting = start(Probe.Manner.WAITING);
    var places = new Semaphore(AT_ONCE);
    var alongside = new ArrayList<Thread>();
    for (Probe probe : of(Probe.Manner.ALONGSIDE)) alongside.add(start(probe, places));
    join(alongside);
    for (Probe probe : of(Probe.Manner.ALONE, Probe.Manner.CROWDING)) {
      join(List.of(start(probe)));
    }
    join(waiting);
  }

  private void shareTime() throws InterruptedException {
    var places = new Semaphore(AT_ONCE_WHEN_LATE);
    List<Probe> left = of(Probe.Manner.ALONGSIDE, Probe.Manner.ALONE);
    List<Thread> running = startEarly(left, places);
    if (desk.awaitMain(Duration.ofNanos(deadline - desk.time().nanos())).isPresent()) {
      running.addAll(start(Probe.Manner.WAITING));
      for (Probe probe : left) running.add(start(probe, places));
      join(running);
      join(start(Probe.Manner.CROWDING));
    } else {
      join(running);
    }
  }

  /// Starts what needs no answer to begin with until that has come, and takes it out of `left`.
  private List<Thread> startEarly(List<Probe> left, Semaphore places)
      throws InterruptedException {
    var started = new ArrayList<Thread>();
    for (Probe probe : List.copyOf(left)) {
      if (!probe.isEarly() || desk.main().isPresent()) continue;
      left.remove(probe);
      started.add(start(probe, places));
    }
    return started;
  }

  /// Ends all probes early and waits until they have put down what they know.
  void stop() {
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      try {
        thread.join(GRACE);
      } catch (InterruptedException e) {
        // A second interrupt: what is known must do, and the caller's status is set again later.
        return;
      }
    }
  }

  /// Returns what came of each probe, in the order of the probes.
  List<Ended> results() {
    var all = new ArrayList<Ended>();
    synchronized (ended) {
      for (Probe probe : probes) {
        Ended result = ended.get(probe);
        all.add(
            result != null
                ? result
                : notRun(probe, Gap.ENDED, "the examination was ended before"));
      }
    }
    return all;
  }

  private List<Probe> of(Probe.Manner... manners) {
    var wanted = List.of(manners);
    var found = new ArrayList<Probe>();
    for (Probe probe : probes) if (wanted.contains(probe.manner())) found.add(probe);
    return found;
  }

  private List<Thread> start(Probe.Manner manner) {
    var started = new ArrayList<Thread>();
    for (Probe probe : of(manner)) started.add(start(probe));
    return started;
  }

  /// Starts a probe once it has a place, which it gives back in the end: they begin in order.
  private Thread start(Probe probe, Semaphore places) throws InterruptedException {
    places.acquire();
    return start(probe, places::release);
  }

  private Thread start(Probe probe) {
    return start(probe, () -> {});
  }

  private Thread start(Probe probe, Runnable then) {
    Thread thread =
        desk.time().start(probe.name(), () -> {
          try {
            put(probe, examine(probe));
          } finally {
            then.run();
          }
        });
    threads.add(thread);
    return thread;
  }

  private static void join(List<Thread> started) throws InterruptedException {
    for (Thread thread : started) thread.join();
  }

  private void put(Probe probe, Ended result) {
    synchronized (ended) {
      ended.put(probe, result);
    }
    desk.ended(result.result());
  }

  /// Notes a probe that was not started: the request itself had no answer when time was used up.
  private void skip(Probe probe) {
    synchronized (ended) {
      if (ended.containsKey(probe)) return;
    }
    put(probe, notRun(probe, Gap.NO_ANSWER, Visit.NO_ANSWER));
  }

  private Ended examine(Probe probe) {
    long started = desk.time().nanos();
    if (until(probe, started) <= started) {
      return notRun(probe, Gap.OUT_OF_TIME, "the time of the examination was used up");
    }
    try (var visit = new Visit(desk, probe.name(), () -> until(probe, started))) {
      Optional<String> obstacle = probe.obstacle(visit).or(() -> turned(probe));
      if (obstacle.isPresent()) return notRun(probe, Gap.INAPPLICABLE, obstacle.get());
      desk.started(probe);
      return run(probe, visit, started);
    }
  }

  /// Returns when a probe that began at `started` has to end. Comes nearer when the answer to the
  /// request itself shows how long the probes that follow will take.
  private long until(Probe probe, long started) {
    if (probe.manner() == Probe.Manner.PROVOKING) {
      return started + allowance(probe.limit(desk.plan()));
    }
    if (probe.manner() == Probe.Manner.LAST) return deadline;
    if (late) return deadline - (probe.manner() == Probe.Manner.CROWDING ? 0 : kept());
    long end = desk.isSlow() ? deadline : deadline - allowance(LAST_LOOK);
    return Math.min(end, started + allowance(probe.limit(desk.plan())));
  }

  private long allowance(Duration usual) {
    return desk.time().allowance(usual).toNanos();
  }

  /// Returns the time that is kept for the concurrency ramp and the last look: a late answer for
  /// each, with a quarter to spare, when at least two remain for everything else.
  private long kept() {
    long usual = desk.usual().toNanos();
    if (usual == 0) return 0;
    long answers = desk.limit().toNanos() / usual - 1;
    return Math.clamp(answers - 2, 0, 2) * usual * 5 / 4;
  }

  private Optional<String> turned(Probe probe) {
    if (isAfterAll(probe)) return Optional.empty();
    return desk.turned().map(now -> "the request as asked by now ends in " + now);
  }

  private static boolean isAfterAll(Probe probe) {
    return probe.manner() == Probe.Manner.LAST || probe.manner() == Probe.Manner.PROVOKING;
  }

  private Ended run(Probe probe, Visit visit, long started) {
    var answer = new Answer();
    String reason;
    Gap gap = Gap.ENDED;
    try {
      probe.run(visit, answer);
      return new Ended(result(probe, visit, answer, since(started)), answer);
    } catch (StopAsking e) {
      gap = e.gap();
      reason = e.getMessage();
    } catch (InterruptedException e) {
      reason = "interrupted";
    } catch (ConfigurationProblem e) {
      gap = Gap.INAPPLICABLE;
      reason = e.getMessage();
    } catch (RuntimeException e) {
      gap = Gap.DEFECT;
      reason = "a defect of this program: " + e;
    }
    String why = visit.unread().isPresent() ? reason + "; " + visit.unread().get() : reason;
    return new Ended(
        answer.cutShort(probe, gap, why, visit.requests(), since(started)), answer);
  }

  /// What a probe found stands; that it found nothing does not where it saw parts of replies only.
  private static ProbeResult result(Probe probe, Visit visit, Answer answer, Duration took) {
    ProbeResult whole = answer.complete(probe, visit.requests(), took);
    Optional<String> unread = probe.needsWholeReplies() ? visit.unread() : Optional.empty();
    if (unread.isEmpty() || whole.state() != ProbeResult.State.FINE) return whole;
    return answer.cutShort(probe, Gap.UNREAD, unread.get(), visit.requests(), took);
  }

  private Duration since(long started) {
    return Duration.ofNanos(desk.time().nanos() - started);
  }

  private static Ended notRun(Probe probe, Gap gap, String reason) {
    return new Ended(ProbeResult.notRun(probe, gap, reason), Optional.empty(), Optional.empty());
  }
}
