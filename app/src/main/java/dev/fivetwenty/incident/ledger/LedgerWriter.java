package dev.fivetwenty.incident.ledger;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.incident.Fate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/// Adds a row for every exchange. One thread calls [#add] and [#pulse], which never wait; another
/// writes, and where it cannot keep up or the disk is full, rows are lost and counted.
public final class LedgerWriter implements AutoCloseable {

  /// Rows of a segment at most, 4 MiB: what is read to find one.
  static final int SEGMENT_ROWS = 1 << 18;

  /// Two seconds at 30,000 exchanges per second.
  private static final int PARTS = 16;

  private static final int HEXADECIMAL = 16;
  private static final long WAIT_MILLIS = 1000;
  private static final long EXPIRE_MILLIS = 60_000;
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

  private final SegmentFiles files;
  private final InstantSource clock;
  private final Consumer<String> notices;
  private final BlockingQueue<Part> full = new ArrayBlockingQueue<>(PARTS);
  private final BlockingQueue<Part> free = new ArrayBlockingQueue<>(PARTS);
  private final LongAdder lost = new LongAdder();
  private final Thread thread;
  /// Null while no part is free.
  private Part part = new Part();
  private long expired = Long.MIN_VALUE;
  private boolean failing;
  private volatile long bytes;
  private volatile boolean stopping;

  /// @param folder  made where there is none
  /// @param keepFor and `bytes`: the oldest segments go when either is exceeded
  /// @param notices takes a line for the operator, from the writing thread
  public LedgerWriter(
      Path folder, Duration keepFor, long bytes, InstantSource clock, Consumer<String> notices) {
    this(folder, keepFor, bytes, clock, notices, SEGMENT_ROWS);
  }

  LedgerWriter(
      Path folder, Duration keepFor, long bytes, InstantSource clock, Consumer<String> notices,
      int segmentRows) {
    files = new SegmentFiles(folder, keepFor, bytes, segmentRows);
    this.clock = clock;
    this.notices = notices;
    for (int i = 1; i < PARTS; i++) free.add(new Part());
    thread = Thread.ofVirtual().name("ledger").start(this::run);
  }

  /// Adds the row of an exchange.
  ///
  /// @param key   see [LedgerKey]
  /// @param cause null when nothing failed
  /// @param group id of the incident's group; empty for none
  public void add(long key, long endedMillis, int status, Cause cause, Fate fate, String group) {
    int rows = group.isEmpty() ? 1 : 2;
    if (part != null && !part.hasRoomFor(rows)) handOver();
    if (part == null) part = free.poll();
    if (part == null) {
      lost.increment();
      return;
    }
    int number = cause == null ? 0 : cause.ordinal() + 1;
    part.add(key, endedMillis, Row.low(fate.ordinal(), number, status));
    if (rows == 1) return;
    part.add(Long.parseLong(group, HEXADECIMAL), endedMillis, Row.low(Row.GROUP, number, status));
  }

  /// Hands on what was gathered.
  public void pulse() {
    if (part != null && !part.isEmpty()) handOver();
  }

  private void handOver() {
    // There are no more parts than have room in it.
    full.add(part);
    part = free.poll();
  }

  /// Returns how many exchanges have no row, from any thread.
  public long lost() {
    return lost.sum();
  }

  public long bytes() {
    return bytes;
  }

  private void run() {
    try (files) {
      attempt(0, files::recover);
      boolean last;
      do {
        // Looked at before the parts: what was handed over before the stop is seen in this round.
        last = stopping;
        round();
      } while (!last || !full.isEmpty());
    } catch (IOException e) {
      failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void round() throws InterruptedException {
    Part next = full.poll(stopping ? 0 : WAIT_MILLIS, TimeUnit.MILLISECONDS);
    if (next != null && !next.isEmpty()) {
      attempt(next.exchanges(), () -> files.add(next));
      next.clear();
      free.add(next);
    }
    long now = clock.millis();
    if (expired != Long.MIN_VALUE && Math.abs(now - expired) < EXPIRE_MILLIS) return;
    expired = now;
    attempt(0, () -> {
      files.expire(now);
      bytes = files.bytes();
    });
  }

  private interface Work {
    void run() throws IOException;
  }

  private void attempt(int exchanges, Work work) {
    try {
      work.run();
      if (exchanges > 0 && failing) notices.accept("ledger: written to again");
      if (exchanges > 0) failing = false;
    } catch (IOException e) {
      lost.add(exchanges);
      failed(e);
    }
  }

  private void failed(IOException problem) {
    if (!failing) notices.accept("ledger: %s; rows that are lost are counted".formatted(problem));
    failing = true;
  }

  /// Writes what was gathered, for a few seconds at most, and ends.
  @Override
  public void close() {
    if (stopping) return;
    pulse();
    stopping = true;
    // An empty one wakes the writer where it waits for one.
    if (part != null) handOver();
    try {
      thread.join(CLOSE_WITHIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Part left : full) lost.add(left.exchanges());
  }
}
