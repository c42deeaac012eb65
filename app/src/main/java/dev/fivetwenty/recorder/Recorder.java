package dev.fivetwenty.recorder;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Empties the lanes of all event loops and hands each record to the sinks, on one thread.
///
/// Loops never wake it: it looks, and naps when there is nothing, fifty times a second or oftener. It may be on the core
/// of a loop, whose visitors wait meanwhile: so the more there is to do, the shorter it naps, and does a little at a time.
public final class Recorder implements AutoCloseable {

  static final long LONGEST_NAP = TimeUnit.MILLISECONDS.toNanos(20);
  static final long SHORTEST_NAP = TimeUnit.MILLISECONDS.toNanos(1);

  /// No more records than this are to be there after a nap: so many are still in the cache of the core, and take
  /// half a millisecond.
  static final int PORTION = 200;

  private static final long PULSE_EVERY = TimeUnit.MILLISECONDS.toNanos(50);

  /// Records from one lane before it is the next lane's turn.
  private static final int TURN = 256;

  /// What an orderly stop may take, sinks included.
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(15);

  private final List<ExchangeSink> sinks;
  private final LongSupplier nanos;
  private final Consumer<String> notices;
  private final int slots;
  private final List<Lane> lanes = new CopyOnWriteArrayList<>();
  private final AtomicLong sinkFailures = new AtomicLong();
  private final Thread thread = Thread.ofPlatform().name("recorder").daemon().unstarted(this::run);
  private volatile boolean stopping;
  private long pulsed;
  private long nap = LONGEST_NAP;
  /// Records since the last nap, as far as that matters.
  private int found;

  /// Makes a recorder that works from [#start] on.
  ///
  /// @param nanos   a monotonic clock
  /// @param notices takes a line for the operator, from the recorder's thread
  public Recorder(List<ExchangeSink> sinks, LongSupplier nanos, Consumer<String> notices) {
    this(sinks, nanos, notices, Lane.SLOTS);
  }

  /// @param slots records that a lane holds, a power of two
  Recorder(
      List<ExchangeSink> sinks, LongSupplier nanos, Consumer<String> notices, int slots) {
    this.sinks = List.copyOf(sinks);
    this.nanos = nanos;
    this.notices = notices;
    this.slots = slots;
  }

  /// Makes the lane of one event loop, before or after [#start]. It lives as long as the recorder.
  public Lane lane() {
    var lane = new Lane(slots, new LoopMeters());
    lanes.add(lane);
    return lane;
  }

  public List<Lane> lanes() {
    return List.copyOf(lanes);
  }

  public void start() {
    thread.start();
  }

  /// Returns how often a sink threw.
  public long sinkFailures() {
    return sinkFailures.get();
  }

  /// Returns how many records found no room in their lane.
  public long dropped() {
    return lanes.stream().mapToLong(Lane::dropped).sum();
  }

  /// Returns how many of those had something to be kept.
  public long droppedKept() {
    return lanes.stream().mapToLong(Lane::droppedKept).sum();
  }

  /// Hands over everything that was published, and ends.
  @Override
  public void close() {
    close(CLOSE_WITHIN);
  }

  /// Hands over everything that was published and closes the sinks, within `limit`. The loops have
  /// to be at rest by then.
  ///
  /// @return the number of records that no sink has seen: 0 unless a sink was too slow
  public long close(Duration limit) {
    stopping = true;
    LockSupport.unpark(thread);
    try {
      if (!thread.join(limit)) thread.interrupt();
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
    return lanes.stream().mapToLong(Lane::waiting).sum();
  }

  private void run() {
    pulsed = nanos.getAsLong();
    while (look()) continue;
    eachSink(ExchangeSink::close);
  }

  /// Empties the lanes, or naps where they are empty, and returns whether there is more to come. Not in line above,
  /// where it would be interpreted for minutes: a loop that turns so seldom is compiled late.
  private boolean look() {
    // Looked at before the lanes: what was published before the stop is seen in this round.
    boolean last = stopping;
    int taken = round();
    long now = nanos.getAsLong();
    if (now - pulsed >= PULSE_EVERY) {
      pulsed = now;
      eachSink(sink -> sink.pulse(now));
    }
    found = Math.min(found + taken, PORTION + 1);
    if (taken > 0) return true;
    if (!last) nap();
    return !last;
  }

  private void nap() {
    nap = next(nap, found);
    found = 0;
    LockSupport.parkNanos(this, nap);
  }

  /// Returns how long to nap when so many records were there after the nap before.
  static long next(long nap, int found) {
    if (found > PORTION) return Math.max(SHORTEST_NAP, nap / 2);
    return found < PORTION / 2 ? Math.min(LONGEST_NAP, nap * 2) : nap;
  }

  /// Gives every lane a turn and returns how many records there were.
  private int round() {
    int taken = 0;
    for (Lane lane : lanes) {
      ExchangeRecord record;
      for (int i = 0; i < TURN && (record = lane.take()) != null; i++) {
        for (ExchangeSink sink : sinks) accept(sink, record);
        lane.done();
        taken++;
      }
    }
    return taken;
  }

  private void accept(ExchangeSink sink, ExchangeRecord record) {
    try {
      sink.accept(record);
    } catch (RuntimeException | Error e) {
      failed(sink, e);
    }
  }

  private void eachSink(Consumer<ExchangeSink> action) {
    for (ExchangeSink sink : sinks) {
      try {
        action.accept(sink);
      } catch (RuntimeException | Error e) {
        failed(sink, e);
      }
    }
  }

  /// A boundary like that of the event loops: a defect of one sink, whatever it throws, must not end
  /// the thread on which the others live.
  private void failed(ExchangeSink sink, Throwable thrown) {
    if (sinkFailures.getAndIncrement() == 0) {
      notices.accept(
          "recorder: %s threw %s; counted from now on"
              .formatted(sink.getClass().getSimpleName(), thrown));
    }
  }
}
