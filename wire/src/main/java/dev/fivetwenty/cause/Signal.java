package dev.fivetwenty.cause;

import java.util.Locale;

/// What kind of event was fatal.
public enum Signal {
  /// The peer closed in order, too early.
  FIN,
  RST,
  /// The peer closed in order and reset the connection after that.
  FIN_RST,
  /// A [Timer] fired, or the kernel gave up: nothing came.
  TIMEOUT,
  /// A byte that the profile refuses.
  BYTES,
  /// A limit of the profile was exceeded.
  LIMIT,
  /// TLS said no, RFC 8446 §6.
  ALERT,
  /// An answer of the resolver or of the operating system that says no.
  ANSWER,
  /// It happened in this program or its host; no peer did anything.
  LOCAL;

  private final String slug = name().toLowerCase(Locale.ROOT).replace('_', '-');

  public String slug() {
    return slug;
  }
}
