package dev.fivetwenty.bench.edge;

import dev.fivetwenty.bench.load.Load;
import dev.fivetwenty.bench.load.Meter;
import dev.fivetwenty.bench.load.Sample;
import dev.fivetwenty.bench.process.CpuClock;
import dev.fivetwenty.bench.process.ProcessMemory;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// One contender in one row: its process, its connections, and what was measured.
final class Contest implements AutoCloseable {

  private static final Duration SETTLE = Duration.ofMillis(200);

  /// Warming goes on until so many slices in a row cost alike, within so much.
  private static final int SLICES = 4;

  private static final Duration SLICE = Duration.ofMillis(700);
  private static final double ALIKE = 1.06;

  /// Of one core: whose compilers take more is not warm, however alike its slices cost. What is seldom asked for is
  /// compiled late, on the core where all else runs, and whoever asks meanwhile waits.
  private static final double COMPILING = 0.005;

  /// Before this a JVM may be at rest only because its compiler has not got round to what is slow.
  private static final long WARM_REQUESTS = 40_000;

  private static final long WARM_BYTES = 2L << 30;

  private final Contender contender;
  private final Row row;
  private final Running running;
  private final Load load;
  private final Meter meter;
  private final List<Sample> saturated = new ArrayList<>();
  private final List<Sample> offered = new ArrayList<>();
  private Result.Warming warming;
  private ProcessMemory memory;
  private long asked;

  Contest(Contender contender, Running running, Row row, SslContext tls, List<Long> originPids) {
    this.contender = contender;
    this.running = running;
    this.row = row;
    this.load = new Load(new Load.Plan(running.address(), tls, row.connections(), row.asks()));
    var measured = new CpuClock(running.pids());
    var origin = new CpuClock(originPids);
    var own = CpuClock.own();
    this.meter =
        () -> {
          try {
            return new Meter.Reading(measured.nanos(), origin.nanos(), own.nanos(), Machine.busyNanos());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
  }

  String name() {
    return contender.name();
  }

  Running running() {
    return running;
  }

  /// Asks as fast as answers come until the cost per request and the compilers have come to rest, or `most` has passed.
  void warm(Duration most) throws IOException {
    List<Double> costs = new ArrayList<>();
    List<Double> rates = new ArrayList<>();
    List<Double> compiling = new ArrayList<>();
    long begun = System.nanoTime();
    boolean isStable = false;
    while (!isStable && System.nanoTime() - begun < most.toNanos()) {
      Sample sample = slice(Double.POSITIVE_INFINITY, compiling);
      rates.add(sample.perSecond());
      costs.add(sample.cpuMicros());
      isStable = hasHadEnough() && costs.size() >= SLICES && isAlike(last(costs)) && isCompiled(compiling);
    }
    warming = new Result.Warming((System.nanoTime() - begun) / 1e9, isStable, last(rates).median());
  }

  /// Asks at a rate until the compilers have come to rest, or `most` has passed: one that waits in between takes ways
  /// that one who always has something to do never takes.
  void warmAt(double perSecond, Duration most) throws IOException {
    List<Double> compiling = new ArrayList<>();
    long begun = System.nanoTime();
    boolean isStable = false;
    while (!isStable && System.nanoTime() - begun < most.toNanos()) {
      slice(perSecond, compiling);
      isStable = compiling.size() >= SLICES && isCompiled(compiling);
    }
    double seconds = warming.seconds() + (System.nanoTime() - begun) / 1e9;
    warming = new Result.Warming(seconds, warming.isStable() && isStable, warming.perSecond());
  }

  /// @param compiling takes the share of a core that the compilers had
  private Sample slice(double perSecond, List<Double> compiling) throws IOException {
    long before = compilerNanos();
    boolean isAll = Double.isInfinite(perSecond);
    Sample sample =
        counted(isAll ? load.saturate(Duration.ZERO, SLICE, meter) : load.offer(perSecond, Duration.ZERO, SLICE, meter));
    double share = sample.share(compilerNanos() - before);
    // One of their threads has ended, and with it went the count of all that it took.
    compiling.add(share < 0 ? 1 : share);
    return sample;
  }

  private static boolean isCompiled(List<Double> compiling) {
    return last(compiling).median() < COMPILING;
  }

  private static boolean isAlike(Series slices) {
    return slices.highest() <= slices.lowest() * ALIKE;
  }

  /// Returns the processor time of the compilers so far; 0 of a program that was compiled before.
  private long compilerNanos() throws IOException {
    long nanos = 0;
    for (long pid : running.pids()) {
      for (var thread : ThreadTimes.of(pid).entrySet()) {
        if (thread.getKey().contains("Compiler")) nanos += thread.getValue();
      }
    }
    return nanos;
  }

  /// Has copies be taken.
  void askWhileOriginIsThere() {
    counted(load.saturate(Duration.ZERO, SLICE, meter));
  }

  private boolean hasHadEnough() {
    return asked >= WARM_REQUESTS || asked * row.size() >= WARM_BYTES;
  }

  private static Series last(List<Double> slices) {
    return Series.of(slices.subList(Math.max(0, slices.size() - SLICES), slices.size()), Double::doubleValue);
  }

  double warmPerSecond() {
    return warming.perSecond();
  }

  void saturate(Duration time) {
    saturated.add(counted(load.saturate(SETTLE, time, meter)));
  }

  void offer(double perSecond, Duration time) {
    offered.add(counted(load.offer(perSecond, SETTLE, time, meter)));
    memory = ProcessMemory.of(running.pids());
  }

  private Sample counted(Sample sample) {
    if (sample.used().measured() == 0 && !running.pids().isEmpty()) {
      throw new IllegalStateException(name() + " answered without any processor time: another process must have");
    }
    asked += sample.tally().total();
    return sample;
  }

  Result result() throws IOException {
    return new Result(name(), warming, saturated, offered, memory, running.logged(), asked);
  }

  @Override
  public void close() throws IOException {
    load.close();
    running.close();
  }
}
