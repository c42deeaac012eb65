package dev.fivetwenty.bench.load;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.HdrHistogram.Histogram;

/// One measurement from its first request to the last answer: settling, the measured window, then waiting for what is
/// under way. Lives on the event loop.
///
/// Latencies are taken of every request that was due within the window, however late its answer.
final class Phase {

  /// The same arrivals for everyone.
  private static final long SEED = 520;

  private final Load load;
  private final double perSecond;
  private final Duration settle;
  private final Duration time;
  private final Meter meter;
  private final CompletableFuture<Sample> sample = new CompletableFuture<>();
  private final Histogram latencies = Load.histogram();
  private final Tally tally = new Tally();
  private final Deque<Long> waiting = new ArrayDeque<>();
  private final SplittableRandom random = new SplittableRandom(SEED);

  private long next;
  private long begun;
  private long ended;
  private boolean isMeasuring;
  private boolean isOver;
  private double answers;
  private double answersBefore;
  private Meter.Reading before;
  private Meter.Reading used;
  private double answered;

  Phase(Load load, double perSecond, Duration settle, Duration time, Meter meter) {
    this.load = load;
    this.perSecond = perSecond;
    this.settle = settle;
    this.time = time;
    this.meter = meter;
  }

  CompletableFuture<Sample> sample() {
    return sample;
  }

  void start() {
    load.later(this::beginWindow, settle.toNanos());
    next = System.nanoTime();
    if (isOpenLoop()) arrive();
    else sendAll();
  }

  private boolean isOpenLoop() {
    return perSecond < Double.POSITIVE_INFINITY;
  }

  private void sendAll() {
    boolean isSent = !isOver;
    while (isSent) isSent = load.send(System.nanoTime());
  }

  private void arrive() {
    if (isOver) return;
    sendDue(System.nanoTime());
    load.later(this::arrive, next - System.nanoTime());
  }

  private void sendDue(long now) {
    while (next <= now) {
      if (!waiting.isEmpty() || !load.send(next)) waiting.add(next);
      next += Math.round(-Math.log1p(-random.nextDouble()) / perSecond * 1e9);
    }
  }

  private void beginWindow() {
    isMeasuring = true;
    answersBefore = answers + load.progress();
    before = meter.read();
    begun = System.nanoTime();
    load.later(this::endWindow, time.toNanos());
  }

  private void endWindow() {
    ended = System.nanoTime();
    // What was due while this loop was late counts as well.
    if (isOpenLoop()) sendDue(ended);
    used = meter.read().minus(before);
    answered = answers + load.progress() - answersBefore;
    isMeasuring = false;
    isOver = true;
    awaitLast(ended + Load.patience().toNanos());
  }

  private void awaitLast(long deadline) {
    boolean isLate = System.nanoTime() > deadline;
    if (!isLate && !(load.isIdle() && waiting.isEmpty())) {
      load.later(() -> awaitLast(deadline), 1_000_000);
      return;
    }
    tally.addUnanswered(load.unanswered() + waiting.size());
    sample.complete(new Sample(answered, ended - begun, used, latencies, tally));
  }

  void answered(Ask ask, Outcome outcome, long dueNanos) {
    answers++;
    tally.add(ask, outcome);
    boolean wasDueInWindow = begun > 0 && dueNanos >= begun && (isMeasuring || dueNanos <= ended);
    if (wasDueInWindow) latencies.recordValue(System.nanoTime() - dueNanos);
  }

  void freed() {
    if (isOpenLoop()) {
      if (!waiting.isEmpty() && load.send(waiting.peek())) waiting.remove();
    } else {
      sendAll();
    }
  }
}
