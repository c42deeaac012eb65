package dev.fivetwenty.cause;

import java.util.Locale;

/// How far an attempt had come at its first fatal event.
public enum Stage {
  RESOLVE,
  CONNECT,
  TLS,
  WRITE_REQUEST,
  FIRST_BYTE,
  STATUS_LINE,
  HEADERS,
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
