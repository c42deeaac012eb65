package dev.fivetwenty.cause;

import java.util.Locale;

/// The deadlines of an attempt, by name.
public enum Timer {
  RESOLVE,
  CONNECT,
  TLS,
  WRITE,
  REQUEST_UNACKED,
  RESPONSE_HEAD,
  BETWEEN_BYTES,
  /// The caller's own limit on the whole attempt.
  TOTAL,
  /// No time ran out: the caller wanted no more content than had come by then.
  ENOUGH;

  private final String slug = name().toLowerCase(Locale.ROOT).replace('_', '-');

  public String slug() {
    return slug;
  }
}
