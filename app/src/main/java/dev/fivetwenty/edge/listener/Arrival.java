package dev.fivetwenty.edge.listener;

import dev.fivetwenty.config.Listener;
import dev.fivetwenty.edge.tls.TlsFacts;
import java.util.Optional;

/// A connection whose first request may come.
///
/// @param listener    where it arrived
/// @param client      who asks, by the PROXY header if there was one, else the peer
/// @param peer        the other end of the connection
/// @param trustedPeer the peer's word on the client and on the Ray ID is taken
/// @param tls         what the handshake agreed on; empty for a plain connection
/// @param plainOnTls  the port is for TLS, and the client speaks plain HTTP: it is told so with a 400
public record Arrival(
    Listener listener,
    ClientAddress client,
    ClientAddress peer,
    boolean trustedPeer,
    Optional<TlsFacts> tls,
    boolean plainOnTls) {}
