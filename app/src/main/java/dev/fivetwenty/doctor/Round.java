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

/// Runs the probes of one examination: those that wait and those that may run beside others first,
/// then, one after the other, those that want quiet.
final class Round {

  /// Probes that ask at the same time: an origin with a few workers is not crowded by us.
  private static final int AT_ONCE = 3;

  /// Time kept for the last look at an origin that was quick: enough to find it silent by now.
  private static final Duration LAST_LOOK = Duration.ofMillis(5500);

  /// Time a probe has to end after it was interrupted.
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Desk desk;
  private final List<Probe> probes;
  private final long deadline;
  private final Map<Probe, Ended> ended = new LinkedHashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Semaphore places = new Semaphore(AT_ONCE);

  Round(Desk desk, List<Probe> probes, long deadline) {
    this.desk = desk;
    this.probes = probes;
    this.deadline = deadline;
  }

  void run() throws InterruptedException {
    List<Thread> waiting = start(Probe.Manner.WAITING);
    join(start(Probe.Manner.ALONGSIDE));
    for (Probe probe : probes) {
      if (probe.manner() == Probe.Manner.ALONE) join(List.of(start(probe)));
    }
    join(waiting);
    join(start(Probe.Manner.LAST));
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
        all.add(result != null ? result : notRun(probe, "the examination was ended before"));
      }
    }
    return all;
  }

  private List<Thread> start(Probe.Manner manner) {
    var started = new ArrayList<Thread>();
    for (Probe probe : probes) if (probe.manner() == manner) started.add(start(probe));
    return started;
  }

  private Thread start(Probe probe) {
    Thread thread = Thread.ofVirtual().name(probe.name()).start(() -> take(probe));
    threads.add(thread);
    return thread;
  }

  private static void join(List<Thread> started) throws InterruptedException {
    for (Thread thread : started) thread.join();
  }

  private void take(Probe probe) {
    boolean queues = probe.manner() == Probe.Manner.ALONGSIDE;
    try {
      if (queues) places.acquire();
    } catch (InterruptedException e) {
      return;
    }
    try {
      Ended result = examine(probe);
      synchronized (ended) {
        ended.put(probe, result);
      }
      desk.ended(result.result());
    } finally {
      if (queues) places.release();
    }
  }

  private Ended examine(Probe probe) {
    long started = desk.time().nanos();
    boolean keep = probe.manner() != Probe.Manner.LAST && !desk.isSlow();
    long end = keep ? deadline - LAST_LOOK.toNanos() : deadline;
    long until = Math.min(end, started + probe.limit(desk.plan()).toNanos());
    if (until <= started) return notRun(probe, Examination.TOO_LATE);
    try (var visit = new Visit(desk, probe.name(), until)) {
      Optional<String> obstacle = probe.obstacle(visit).or(() -> turned(probe));
      if (obstacle.isPresent()) return notRun(probe, obstacle.get());
      desk.started(probe);
      return run(probe, visit, started);
    }
  }

  private Optional<String> turned(Probe probe) {
    if (probe.manner() == Probe.Manner.LAST) return Optional.empty();
    return desk.turned().map(now -> "the request as asked by now ends in " + now);
  }

  private Ended run(Probe probe, Visit visit, long started) {
    var answer = new Answer();
    String reason;
    boolean defect = false;
    try {
      probe.run(visit, answer);
      var result = answer.complete(probe, visit.requests(), since(started));
      return new Ended(result, answer.conclusion(), false);
    } catch (StopAsking e) {
      reason = e.getMessage();
    } catch (InterruptedException e) {
      reason = "interrupted";
    } catch (ConfigurationProblem e) {
      reason = e.getMessage();
    } catch (RuntimeException e) {
      defect = true;
      reason = "a defect of this program: " + e;
    }
    var result = answer.cutShort(probe, reason, visit.requests(), since(started));
    return new Ended(result, answer.conclusion(), defect);
  }

  private Duration since(long started) {
    return Duration.ofNanos(desk.time().nanos() - started);
  }

  private static Ended notRun(Probe probe, String reason) {
    return new Ended(ProbeResult.notRun(probe, reason), Optional.empty(), false);
  }
}
