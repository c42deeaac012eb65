package dev.fivetwenty.cause;

import java.util.Locale;

/// The deadlines of an attempt, by name. All but the last two are limits of the profile's
/// [dev.fivetwenty.wire.Timeouts].
public enum Timer {
  /// Runs until the resolver has answered.
  RESOLVE,
  /// Runs from the first SYN until a connection is up, over all addresses that are tried.
  CONNECT,
  /// Runs from then until the handshake is finished.
  TLS,
  /// Starts anew with each piece of the request that the system takes.
  WRITE,
  /// Runs from the last byte written until the peer's TCP has acknowledged it; a large request that
  /// still arrives starts it anew.
  REQUEST_UNACKED,
  /// Runs from the last byte written, or from the first reply byte if that is sooner, until the final
  /// head is complete: interim responses do not stop it.
  RESPONSE_HEAD,
  /// Starts anew with each read of content, and stands still while the reader is held back.
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
