package dev.fivetwenty.origin;

import java.net.URI;
import java.util.Optional;

/// Whom to ask, and where to connect.
///
/// @param url     decides scheme, Host, SNI and the request target
/// @param address `host` or `address` to connect to instead of the URL's own, empty for the URL's
/// @param port    to connect to
public record Target(URI url, Optional<String> address, int port) {

  public boolean isTls() {
    return "https".equalsIgnoreCase(url.getScheme());
  }

  /// Returns the name or address that is resolved and connected to.
  public String connectHost() {
    return address.orElse(url.getHost());
  }
}
