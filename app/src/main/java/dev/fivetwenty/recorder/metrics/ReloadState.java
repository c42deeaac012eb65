package dev.fivetwenty.recorder.metrics;

import java.time.Instant;

/// How the last attempt to load the configuration ended, and when it last worked.
public final class ReloadState {

  private record Last(boolean successful, Instant success) {}

  private volatile Last last = new Last(false, Instant.EPOCH);

  public synchronized void succeeded(Instant at) {
    last = new Last(true, at);
  }

  public synchronized void failed() {
    last = new Last(false, last.success);
  }

  public boolean successful() {
    return last.successful;
  }

  /// Returns when a configuration was last taken over; the epoch if none ever was.
  public Instant lastSuccess() {
    return last.success;
  }
}
