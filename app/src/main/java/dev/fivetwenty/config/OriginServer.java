package dev.fivetwenty.config;

import java.util.Optional;

/// One origin of a route.
///
/// @param isTls   whether TLS is spoken
/// @param host    name or address of its URL; decides SNI, and `Host` where the client's is not kept
/// @param address where to connect instead of the URL's host and port
public record OriginServer(boolean isTls, String host, int port, Optional<Endpoint> address) {

  /// Returns where to connect.
  public Endpoint endpoint() {
    return address.orElseGet(() -> new Endpoint.Tcp(host, port));
  }

  /// Returns the host as it stands in a `Host` field: without a port that the scheme implies.
  public String authority() {
    String text = new Endpoint.Tcp(host, port).toString();
    return port == defaultPort() ? text.substring(0, text.lastIndexOf(':')) : text;
  }

  private int defaultPort() {
    return isTls ? 443 : 80;
  }

  /// Returns the URL: scheme and authority.
  @Override
  public String toString() {
    return (isTls ? "https://" : "http://") + authority();
  }
}
