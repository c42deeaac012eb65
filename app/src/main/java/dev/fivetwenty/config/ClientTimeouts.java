package dev.fivetwenty.config;

import java.time.Duration;

/// How long the edge waits for a client. What it waits for an origin is in its profile.
///
/// @param head  for a whole request head, from its first byte, or from the connection for the first one (TLS
///              handshake and PROXY header included)
/// @param body  between two reads of a request's content
/// @param write without any response byte accepted by the client
/// @param idle  a connection is kept between two exchanges
public record ClientTimeouts(Duration head, Duration body, Duration write, Duration idle) {}
