package dev.fivetwenty.edge.head;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.fivetwenty.wire.FieldLines;
import java.util.Arrays;
import java.util.Locale;

/// The fields that an edge does not simply pass on.
public enum KnownField {
  /// Any other: passed on as it stands.
  OTHER,
  // For one connection only, RFC 9110 §7.6.1.
  CONNECTION,
  KEEP_ALIVE,
  PROXY_CONNECTION,
  PROXY_AUTHORIZATION,
  TE,
  TRANSFER_ENCODING,
  UPGRADE,
  HTTP2_SETTINGS,
  // Say where a message ends, and for whom it is.
  CONTENT_LENGTH,
  HOST,
  EXPECT,
  TRAILER,
  DATE,
  // Whom a request came from and which way.
  RAY_ID,
  CF_RAY,
  CF_CONNECTING_IP,
  X_FORWARDED_FOR,
  X_FORWARDED_PROTO,
  X_FORWARDED_HOST,
  CDN_LOOP,
  /// Differs from one of these only by `_` for `-`: many origins cannot tell the two apart.
  LOOKALIKE,
  // For the log and for answers.
  ACCEPT,
  REFERER,
  USER_AGENT;

  private static final int LONGEST = 19;
  private static final KnownField[][] BY_LENGTH = new KnownField[LONGEST + 1][];
  private static final KnownField[] NONE = {};

  static {
    for (int length = 0; length <= LONGEST; length++) BY_LENGTH[length] = ofLength(length);
  }

  private final byte[] lower = name().toLowerCase(Locale.ROOT).replace('_', '-').getBytes(US_ASCII);

  private static KnownField[] ofLength(int length) {
    return Arrays.stream(values())
        .filter(field -> field != OTHER && field != LOOKALIKE && field.lower.length == length)
        .toArray(KnownField[]::new);
  }

  /// Returns what a field line is, in any case. Most names differ from the few candidates of their
  /// length in the first byte.
  public static KnownField of(FieldLines lines, int field) {
    int from = lines.nameStart(field);
    int length = lines.nameEnd(field) - from;
    byte[] bytes = lines.bytes();
    for (KnownField candidate : length <= LONGEST ? BY_LENGTH[length] : NONE) {
      if (candidate.isAt(bytes, from, '-')) return candidate;
      if (!candidate.isRemovable() && candidate.isAt(bytes, from, '_')) return LOOKALIKE;
    }
    return OTHER;
  }

  private boolean isAt(byte[] bytes, int from, char hyphen) {
    for (int i = 0; i < lower.length; i++) {
      int octet = bytes[from + i];
      if (octet == '_' && hyphen == '_') octet = '-';
      if ((octet >= 'A' && octet <= 'Z' ? octet + 32 : octet) != lower[i]) return false;
    }
    return true;
  }

  /// True if the field may be named in `Connection` to have it removed. Framing, routing and what
  /// the edge itself adds may not: a client must not be able to take them from a request.
  boolean isRemovable() {
    return switch (this) {
      case CONTENT_LENGTH, HOST, RAY_ID, CF_RAY, CF_CONNECTING_IP, X_FORWARDED_FOR,
          X_FORWARDED_PROTO, X_FORWARDED_HOST, CDN_LOOP, DATE -> false;
      default -> true;
    };
  }
}
