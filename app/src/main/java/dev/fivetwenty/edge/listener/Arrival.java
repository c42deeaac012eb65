package dev.fivetwenty.edge.listener;

import dev.fivetwenty.config.Listener;
import dev.fivetwenty.edge.tls.TlsFacts;
import java.util.Optional;

/// A connection whose first request may come.
///
/// @param listener    where it arrived
/// @param client      who asks, by the PROXY header if there was one, else the peer
/// @param peer        the other end of the connection
/// @param proxies     those whose word is taken, now
/// @param tls         what the handshake agreed on; empty for a plain connection
/// @param plainOnTls  the port is for TLS, and the client speaks plain HTTP: it is told so with a 400
public record Arrival(
    Listener listener,
    ClientAddress client,
    ClientAddress peer,
    TrustedProxies proxies,
    Optional<TlsFacts> tls,
    boolean plainOnTls) {

  /// Returns whether the word of the one who asks is taken on whom it asks for, and on the Ray ID. That a
  /// PROXY header came is none: what passes it on may pass on whatever a client writes.
  public boolean isTrusted() {
    return proxies.trusts(client);
  }
}
