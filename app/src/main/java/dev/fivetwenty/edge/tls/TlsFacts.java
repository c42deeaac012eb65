package dev.fivetwenty.edge.tls;

/// What a handshake with a client agreed on.
///
/// @param version    as Netty names it, for example `TLSv1.3`
/// @param cipher     name of the cipher suite, as IANA lists it
/// @param serverName the name that the client asked for, in lower case; empty for none, or for what is no name
public record TlsFacts(String version, String cipher, String serverName) {}
