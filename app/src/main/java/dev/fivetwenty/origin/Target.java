package dev.fivetwenty.origin;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// Whom to ask, and where to connect.
///
/// @param url     decides scheme, Host, SNI and the request target
/// @param address `host` or `address` to connect to instead of the URL's own, empty for the URL's
/// @param port    to connect to
/// @param socket  path of a Unix domain socket to connect to instead
public record Target(URI url, Optional<String> address, int port, Optional<Path> socket) {

  /// A target that is connected to by TCP.
  public Target(URI url, Optional<String> address, int port) {
    this(url, address, port, Optional.empty());
  }

  public boolean isTls() {
    return "https".equalsIgnoreCase(url.getScheme());
  }

  /// Returns the name or address that is resolved and connected to.
  public String connectHost() {
    return address.orElse(url.getHost());
  }
}
