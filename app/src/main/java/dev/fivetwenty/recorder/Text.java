package dev.fivetwenty.recorder;

import java.util.Locale;

/// The texts of an exchange that a peer wrote, each with a limit of its own.
///
/// What is longer is cut, and the record says so: a long target must not push the others out.
public enum Text {
  METHOD(32),
  /// As received, in whichever form.
  TARGET(4096),
  HOST(256),
  /// `HTTP/1.1`, as received.
  PROTOCOL(16),
  REFERER(1024),
  USER_AGENT(512),
  /// The value of X-Forwarded-For as received.
  FORWARDED_FOR(256),
  /// The client's address, where a trusted peer names it; never anything else.
  VISITOR(64),
  /// A Ray ID that was taken over from a trusted peer; it stands in place of our own.
  FOREIGN_RAY(64);

  private static final int ALL = countBytes();

  private final String slug = name().toLowerCase(Locale.ROOT);
  private final int limit;

  Text(int limit) {
    this.limit = limit;
  }

  public String slug() {
    return slug;
  }

  /// Returns the number of bytes that are kept.
  public int limit() {
    return limit;
  }

  /// Returns the room that a record needs at most.
  static int limitOfAll() {
    return ALL;
  }

  private static int countBytes() {
    int bytes = 0;
    for (Text text : values()) bytes += text.limit;
    return bytes;
  }
}
