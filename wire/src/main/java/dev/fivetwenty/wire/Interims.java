package dev.fivetwenty.wire;

/// The interim responses of one exchange, counted.
final class Interims {

  private final Limits limits;

  private int count;
  private long bytes;
  private int lastStatus;

  Interims(Limits limits) {
    this.limits = limits;
  }

  void begin() {
    count = 0;
    bytes = 0;
    lastStatus = 0;
  }

  void add(int status, int headBytes) {
    count++;
    bytes += headBytes;
    lastStatus = status;
  }

  int count() {
    return count;
  }

  /// Returns the bytes of all their heads.
  long bytes() {
    return bytes;
  }

  /// Returns the status of the last one, 0 when there was none.
  int lastStatus() {
    return lastStatus;
  }

  /// Returns how many more bytes the limit allows.
  int bytesLeft() {
    return (int) (limits.interimTotal() - bytes);
  }
}
