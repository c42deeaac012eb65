package dev.fivetwenty.doctor;

import java.time.Duration;
import java.time.Instant;

/// The doctor's time: a monotonic clock, the date, and waiting. Tests have one that jumps.
public interface Timekeeper {

  /// Returns nanoseconds from an arbitrary origin, as [System#nanoTime].
  long nanos();

  Instant now();

  /// Returns after `pause`, or throws when the thread is interrupted.
  void pause(Duration pause) throws InterruptedException;

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
    };
  }
}
