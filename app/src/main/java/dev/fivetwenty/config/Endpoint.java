package dev.fivetwenty.config;

import java.nio.file.Path;

/// Where to listen or to connect, as written: no name is resolved here.
public sealed interface Endpoint {

  /// @param host a name or an address, an IPv6 one without brackets
  /// @param port 0 where any free one will do, to listen only
  record Tcp(String host, int port) implements Endpoint {
    @Override
    public String toString() {
      return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
  }

  /// A Unix domain socket.
  record Unix(Path path) implements Endpoint {
    @Override
    public String toString() {
      return "unix:" + path;
    }
  }
}
