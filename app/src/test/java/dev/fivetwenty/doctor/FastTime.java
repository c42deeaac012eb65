package dev.fivetwenty.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Time that runs faster than the clock on the wall, so that half a minute fits into a test.
final class FastTime implements Timekeeper {

  private final int speed;
  private final long begun = System.nanoTime();

  FastTime(int speed) {
    this.speed = speed;
  }

  @Override
  public long nanos() {
    return (System.nanoTime() - begun) * speed;
  }

  @Override
  public Instant now() {
    return Instant.parse("2026-11-23T12:00:00Z").plusNanos(nanos());
  }

  @Override
  public void pause(Duration pause) throws InterruptedException {
    await(new CompletableFuture<Void>(), pause);
  }

  @Override
  public <T> Optional<T> await(CompletableFuture<T> future, Duration most)
      throws InterruptedException {
    try {
      long wait = Math.max(0, most.toNanos() / speed);
      return Optional.ofNullable(future.get(wait, TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /// Returns a future that completes with `value` after `delay` of this time.
  <T> CompletableFuture<T> after(Duration delay, T value) {
    if (delay.isZero()) return CompletableFuture.completedFuture(value);
    var later =
        CompletableFuture.delayedExecutor(delay.toNanos() / speed, TimeUnit.NANOSECONDS);
    return CompletableFuture.supplyAsync(() -> value, later);
  }
}
