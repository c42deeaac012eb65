package dev.fivetwenty.edge.listener;

import java.util.Locale;

/// Why a connection ended before its first request. The slug names it in metrics and is never renamed.
public enum Refusal {
  /// As many connections are open as the edge may have.
  CONNECTION_LIMIT,
  /// As many are open as one client may have.
  CLIENT_LIMIT,
  /// A PROXY header of a peer that is no trusted proxy.
  PROXY_HEADER_UNTRUSTED,
  /// No PROXY header, or a malformed one, where a trusted proxy must send it.
  PROXY_HEADER_BAD,
  /// Header and handshake took longer than a client may take.
  OPENING_TIMEOUT,
  TLS_NOT_TLS,
  TLS_TOO_LARGE,
  TLS_PROTOCOL,
  TLS_HANDSHAKE,
  /// The client went away before its handshake was complete.
  TLS_CLOSED;

  private final String slug = name().toLowerCase(Locale.ROOT).replace('_', '-');

  public String slug() {
    return slug;
  }
}
