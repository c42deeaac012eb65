package dev.fivetwenty.bench.soak;

import dev.fivetwenty.bench.process.ProcessMemory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Looks at the edge's resident memory every half second, on a thread of its own.
public final class MemoryWatch implements AutoCloseable {

  private static final Duration EVERY = Duration.ofMillis(500);
  private static final int SHOWN = 20;

  private final List<Long> pids;
  private final List<Long> mebibytes = new ArrayList<>();
  private final Thread thread;
  private volatile boolean isOver;

  public MemoryWatch(List<Long> pids) {
    this.pids = pids;
    thread = Thread.ofPlatform().daemon().name("memory").start(this::watch);
  }

  private void watch() {
    while (!isOver) {
      mebibytes.add(ProcessMemory.of(pids).resident() >> 20);
      LockSupport.parkNanos(EVERY.toNanos());
    }
  }

  /// Returns the highest that was seen, in MiB; to be asked after [#close].
  public long highest() {
    return mebibytes.stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /// Returns the figures over time, the highest of each of twenty stretches.
  String show() {
    List<String> shown = new ArrayList<>();
    int stretch = Math.max(1, (mebibytes.size() + SHOWN - 1) / SHOWN);
    for (int from = 0; from < mebibytes.size(); from += stretch) {
      List<Long> part = mebibytes.subList(from, Math.min(mebibytes.size(), from + stretch));
      shown.add(Long.toString(part.stream().mapToLong(Long::longValue).max().orElseThrow()));
    }
    return "resident MiB over time: %s; highest %d".formatted(String.join(" ", shown), highest());
  }

  @Override
  public void close() {
    isOver = true;
    try {
      LockSupport.unpark(thread);
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
