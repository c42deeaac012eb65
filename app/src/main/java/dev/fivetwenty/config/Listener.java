package dev.fivetwenty.config;

import java.util.Optional;

/// One place where clients connect.
///
/// @param proxyProtocol each connection from a trusted proxy begins with a header of the PROXY protocol, 1 or 2
public record Listener(Endpoint address, Optional<ListenerTls> tls, boolean proxyProtocol) {}
