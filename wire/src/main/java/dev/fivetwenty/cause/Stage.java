package dev.fivetwenty.cause;

import java.util.Locale;

/// How far an attempt had come at its first fatal event; the order is that of time.
public enum Stage {
  RESOLVE,
  CONNECT,
  TLS,
  /// A connection is up, and not all of the request was written.
  WRITE_REQUEST,
  /// The request was written, and no byte of a reply has come.
  FIRST_BYTE,
  STATUS_LINE,
  HEADERS,
  /// An interim response is complete, and nothing of the next head has come.
  INTERIM,
  BODY,
  TRAILERS,
  /// The message was complete, or the connection was idle in a pool.
  AFTER;

  private final String slug = name().toLowerCase(Locale.ROOT).replace('_', '-');

  public String slug() {
    return slug;
  }
}
