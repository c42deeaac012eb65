package dev.fivetwenty.incident;

import java.time.Instant;
import java.time.InstantSource;

/// A clock that stands where it was set, for all threads.
public final class Time implements InstantSource {

  private volatile Instant now;

  public Time(Instant now) {
    this.now = now;
  }

  public void set(Instant time) {
    now = time;
  }

  @Override
  public Instant instant() {
    return now;
  }
}
