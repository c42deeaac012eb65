package dev.fivetwenty.incident.sqlite;

import dev.fivetwenty.incident.GroupKey;
import dev.fivetwenty.incident.Incident;
import dev.fivetwenty.recorder.KeptAttempt;
import dev.fivetwenty.recorder.KeptBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/// What was taken and is not stored yet: bounded in number and in octets, and never waited at by
/// whoever adds.
final class Intake {

  static final int MOST = 4096;

  /// About what they take in memory, all together.
  static final long MOST_BYTES = 64L * 1024 * 1024;

  /// About what one may take: two attempts with heads of 128 KiB are a tenth of it.
  static final long MOST_BYTES_OF_ONE = 8L * 1024 * 1024;

  /// What an incident takes besides the octets that it keeps.
  private static final long FRAME = 4096;

  /// @param bytes see [#size]
  record Taken(Incident incident, GroupKey key, long bytes) {}

  private final BlockingQueue<Taken> queue = new ArrayBlockingQueue<>(MOST);
  private final Semaphore woken = new Semaphore(0);
  private final int batch;
  /// Whoever takes is woken when there are so many.
  private volatile int wanted = 1;
  private final AtomicLong bytes = new AtomicLong();

  /// @param batch as many as [#take] returns at most
  Intake(int batch) {
    this.batch = batch;
  }

  boolean offer(Taken taken) {
    if (bytes.get() + taken.bytes() > MOST_BYTES) return false;
    bytes.addAndGet(taken.bytes());
    if (queue.offer(taken)) {
      if (queue.size() >= wanted) wake();
      return true;
    }
    bytes.addAndGet(-taken.bytes());
    return false;
  }

  /// Lets more come, until it is a batch, the time has passed, or somebody calls [#wake].
  ///
  /// @param isOver whether it is to wait no more; who makes it true calls [#wake] afterwards
  void gather(long millis, BooleanSupplier isOver) throws InterruptedException {
    await(batch, millis, isOver);
  }

  /// Returns what is there, up to a batch; waits likewise for a first one.
  List<Taken> take(long millis, BooleanSupplier isOver) throws InterruptedException {
    await(1, millis, isOver);
    var items = new ArrayList<Taken>();
    queue.drainTo(items, batch);
    for (Taken taken : items) bytes.addAndGet(-taken.bytes());
    return items;
  }

  private void await(int most, long millis, BooleanSupplier isOver) throws InterruptedException {
    woken.drainPermits();
    wanted = most;
    if (queue.size() < most && !isOver.getAsBoolean()) woken.tryAcquire(millis, TimeUnit.MILLISECONDS);
  }

  void wake() {
    woken.release();
  }

  int size() {
    return queue.size();
  }

  /// Returns about what the incident takes in memory: its octets, and what was read out of them.
  static long size(Incident incident) {
    long kept = octets(incident.kept().request());
    for (KeptAttempt attempt : incident.kept().attempts()) {
      kept += octets(attempt.sent()) + 4 * octets(attempt.received());
    }
    return FRAME + kept;
  }

  private static long octets(KeptBytes kept) {
    return kept.pieces().stream().mapToLong(piece -> piece.bytes().length).sum();
  }
}
