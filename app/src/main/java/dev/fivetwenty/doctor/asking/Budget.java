package dev.fivetwenty.doctor.asking;

/// Counts the requests of an examination and refuses those over the limit. Any thread may call.
public final class Budget {

  /// Requests of a default examination: few enough to send to an origin in use.
  public static final int DEFAULT = 50;

  private final int limit;
  private int spent;

  public Budget(int limit) {
    this.limit = limit;
  }

  /// Takes one request; false when none is left.
  public synchronized boolean take() {
    if (spent >= limit) return false;
    spent++;
    return true;
  }

  public synchronized int spent() {
    return spent;
  }

  public synchronized int left() {
    return limit - spent;
  }

  public int limit() {
    return limit;
  }
}
