package dev.fivetwenty.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The doctor's time: a monotonic clock, the date, and waiting. Tests have one that jumps.
public interface Timekeeper {

  /// Returns nanoseconds from an arbitrary origin, as [System#nanoTime].
  long nanos();

  Instant now();

  /// Returns after `pause`, or throws when the thread is interrupted.
  void pause(Duration pause) throws InterruptedException;

  /// Returns what the future completes with, or nothing when `most` has passed before.
  ///
  /// @throws IllegalStateException when the future fails: attempts say why in what they return
  <T> Optional<T> await(CompletableFuture<T> future, Duration most) throws InterruptedException;

  /// Returns how long to wait, at most, for what should be there within `usual`: more on a machine
  /// that has no time for us. What is waited for on purpose is never stretched.
  default Duration allowance(Duration usual) {
    return usual;
  }

  /// Starts a thread that may wait on this time: one that jumps has to know who is still busy.
  default Thread start(String name, Runnable task) {
    return Thread.ofVirtual().name(name).start(task);
  }

  static Timekeeper system() {
    return new Timekeeper() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public Instant now() {
        return Instant.now();
      }

      @Override
      public void pause(Duration pause) throws InterruptedException {
        if (pause.isPositive()) Thread.sleep(pause);
      }

      @Override
      public <T> Optional<T> await(CompletableFuture<T> future, Duration most)
          throws InterruptedException {
        try {
          return Optional.of(future.get(Math.max(0, most.toNanos()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
          return Optional.empty();
        } catch (ExecutionException e) {
          throw new IllegalStateException("it failed instead of saying why", e.getCause());
        }
      }
    };
  }
}
