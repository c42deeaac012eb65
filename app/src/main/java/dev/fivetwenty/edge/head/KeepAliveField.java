package dev.fivetwenty.edge.head;

import dev.fivetwenty.wire.FieldLines;

/// Reads `Keep-Alive: timeout=N` of an origin, RFC 2068 §19.7.1.1.
public final class KeepAliveField {

  private static final byte[] TIMEOUT = Octets.ascii("timeout=");
  private static final int LONGEST = 6;

  /// Returns seconds, or -1 where none are announced.
  public static int timeout(FieldLines head) {
    int field = head.find("Keep-Alive", 0);
    if (field < 0) return -1;
    byte[] bytes = head.bytes();
    int to = head.valueEnd(field);
    for (int at = head.valueStart(field); at + TIMEOUT.length < to; at++) {
      if (Octets.same(bytes, at, at + TIMEOUT.length, TIMEOUT)) {
        return number(bytes, at + TIMEOUT.length, to);
      }
    }
    return -1;
  }

  private static int number(byte[] bytes, int from, int to) {
    int number = 0;
    int at = from;
    while (at < to && at < from + LONGEST && bytes[at] >= '0' && bytes[at] <= '9') {
      number = 10 * number + bytes[at++] - '0';
    }
    return at == from ? -1 : number;
  }

  private KeepAliveField() {}
}
