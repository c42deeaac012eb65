package dev.fivetwenty.wire;

import java.util.HexFormat;

/// The first bytes of what is not HTTP/1, as many as it takes to say what they are.
final class Opening implements Aftermath {

  /// Enough for a greeting line, an alert, or the first frames.
  static final int MAX_BYTES = 64;

  private static final int TLS_HEADER = 5;
  private static final int FRAME_HEADER = 9;
  private static final int MYSQL_HEADER = 4;
  private static final String MYSQL = "MySQL";

  /// SETTINGS and WINDOW_UPDATE: more frames are likely to follow, with the reason in them.
  private static final int SETTINGS = 4;

  private static final int WINDOW_UPDATE = 8;

  private final Rule rule;
  private final String protocol;
  private final byte[] bytes = new byte[MAX_BYTES];
  private int length;

  private Opening(Rule rule, String protocol) {
    this.rule = rule;
    this.protocol = protocol;
  }

  /// Returns what takes the bytes of `protocol`, or null where they would say no more than its name.
  static Opening of(Rule rule, String protocol) {
    return switch (rule) {
      case NONHTTP_TLS, NONHTTP_H2, NONHTTP_BANNER, NONHTTP_BINARY -> new Opening(rule, protocol);
      default -> null;
    };
  }

  @Override
  public boolean takes(byte octet) {
    bytes[length++] = octet;
    return length < MAX_BYTES && !isEnough(octet);
  }

  private boolean isEnough(byte last) {
    return switch (rule) {
      case NONHTTP_TLS -> length >= TLS_HEADER && length >= TLS_HEADER + number(3, 2);
      case NONHTTP_H2 -> bytes[0] == 0 && framesSayAll();
      case NONHTTP_BANNER -> protocol.equals(MYSQL) ? isWholePacket() : last == Scan.LF;
      default -> false;
    };
  }

  private boolean framesSayAll() {
    int at = 0;
    while (at + FRAME_HEADER <= length) {
      int type = bytes[at + 3];
      int end = at + FRAME_HEADER + number(at, 3);
      if (end > length) return false;
      if (type != SETTINGS && type != WINDOW_UPDATE) return true;
      at = end;
    }
    return false;
  }

  /// A length that begins with its lowest byte; a greeting is under 256 bytes.
  private boolean isWholePacket() {
    return length >= MYSQL_HEADER && length >= MYSQL_HEADER + (bytes[0] & 0xFF);
  }

  private int number(int at, int octets) {
    int number = 0;
    for (int i = 0; i < octets; i++) number = number << 8 | bytes[at + i] & 0xFF;
    return number;
  }

  String hex() {
    return HexFormat.of().formatHex(bytes, 0, length);
  }
}
