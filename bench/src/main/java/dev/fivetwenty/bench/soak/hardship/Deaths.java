package dev.fivetwenty.bench.soak.hardship;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/// Kills an origin now and then, and starts it again, until it is closed.
final class Deaths implements AutoCloseable {

  private final Site site;
  private final Duration every;
  private final SplittableRandom draws;
  private final Thread thread;
  private volatile boolean isOver;
  private volatile int count;

  /// @param every on average; a dead origin is back after half of it
  Deaths(Site site, Duration every) {
    this.site = site;
    this.every = every;
    draws = site.draws().split();
    thread = Thread.ofPlatform().daemon().name("deaths").start(this::run);
  }

  private void run() {
    try {
      while (!isOver) {
        pause(draws.nextLong(every.toNanos()));
        MortalOrigin victim = site.origins().get(draws.nextInt(site.origins().size()));
        victim.kill();
        count++;
        pause(every.toNanos() / 2);
        victim.start();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void pause(long nanos) {
    if (!isOver) LockSupport.parkNanos(nanos);
  }

  int count() {
    return count;
  }

  @Override
  public void close() {
    isOver = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
