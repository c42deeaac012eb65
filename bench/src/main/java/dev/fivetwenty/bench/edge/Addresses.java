package dev.fivetwenty.bench.edge;

import java.net.InetSocketAddress;

/// Addresses as configuration files have them.
final class Addresses {

  static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  private Addresses() {}
}
