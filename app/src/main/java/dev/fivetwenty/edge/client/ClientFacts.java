package dev.fivetwenty.edge.client;

import dev.fivetwenty.edge.listener.TrustedProxies;
import dev.fivetwenty.rules.value.Address;
import java.net.InetAddress;

/// Who is at the other end of a client connection: texts are made once for all its exchanges.
///
/// @param address      of the peer, or what a PROXY header of a trusted one said; null for a Unix socket
/// @param text         the same as text
/// @param octets       the same as bytes
/// @param number       the same as rules compare it; null for a Unix socket
/// @param trusted      its word on Ray ID, scheme, host and client is taken
/// @param proxies      those whose word on the client is taken
/// @param seesDetails  this client may see the details of `Proxy-Status`
/// @param tlsVersion   null without TLS, as are the other two
/// @param plainOnTls   the port is for TLS, and the client speaks plain HTTP
public record ClientFacts(
    InetAddress address,
    String text,
    byte[] octets,
    Address number,
    int port,
    boolean trusted,
    TrustedProxies proxies,
    boolean seesDetails,
    String tlsVersion,
    String tlsCipher,
    String alpn,
    boolean plainOnTls) {

  public boolean isTls() {
    return tlsVersion != null;
  }
}
