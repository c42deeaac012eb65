package dev.fivetwenty.bench.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Picks loopback ports that nobody listened on a moment ago.
public final class FreePort {

  public static InetSocketAddress pick() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return (InetSocketAddress) socket.getLocalSocketAddress();
    }
  }

  private FreePort() {}
}
