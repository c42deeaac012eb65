package dev.fivetwenty.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

/// Reads the `Connection` fields of one message, RFC 9110 §7.6.1.
final class Connection {

  private static final byte[] CLOSE = "close".getBytes(US_ASCII);
  private static final byte[] KEEP_ALIVE = "keep-alive".getBytes(US_ASCII);
  private static final byte[] UPGRADE = "upgrade".getBytes(US_ASCII);

  private boolean close;
  private boolean keepAlive;
  private boolean upgrade;

  void begin() {
    close = keepAlive = upgrade = false;
  }

  /// Reads one more field value. No member can be wrong: an unknown one names a field.
  void read(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      int start = Scan.spaceEnd(bytes, at, to);
      at = Scan.memberEnd(bytes, start, to);
      int end = Scan.trimmedEnd(bytes, start, at);
      close |= Scan.same(bytes, start, end, CLOSE);
      keepAlive |= Scan.same(bytes, start, end, KEEP_ALIVE);
      upgrade |= Scan.same(bytes, start, end, UPGRADE);
    }
  }

  /// True if the connection outlives the message, RFC 9112 §9.3.
  boolean persists(int minorVersion) {
    return !close && (minorVersion > 0 || keepAlive);
  }

  boolean mentionsUpgrade() {
    return upgrade;
  }
}
