package dev.fivetwenty.edge.client;

import dev.fivetwenty.edge.listener.ClientAddress;
import dev.fivetwenty.edge.listener.TrustedProxies;
import dev.fivetwenty.rules.value.Address;

/// Who is at the other end of a client connection: texts are made once for all its exchanges.
///
/// @param address      of the peer, or what a PROXY header of a trusted one said
/// @param octets       its text as bytes
/// @param trusted      its word on Ray ID, scheme, host and client is taken
/// @param proxies      those whose word on the client is taken
/// @param seesDetails  this client may see the details of `Proxy-Status`
/// @param tlsVersion   null without TLS, as are the other two
/// @param plainOnTls   the port is for TLS, and the client speaks plain HTTP
public record ClientFacts(
    ClientAddress address,
    byte[] octets,
    boolean trusted,
    TrustedProxies proxies,
    boolean seesDetails,
    String tlsVersion,
    String tlsCipher,
    String alpn,
    boolean plainOnTls) {

  /// Returns the address as text.
  public String text() {
    return address.text();
  }

  /// Returns the address as rules compare it; null for a Unix socket.
  public Address number() {
    return address.number();
  }

  public int port() {
    return address.port();
  }

  public boolean isTls() {
    return tlsVersion != null;
  }
}
