package dev.fivetwenty.origin.name;

import dev.fivetwenty.origin.ConfigurationProblem;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Reads the address of a DNS server to ask.
public final class DnsServer {

  private static final int DNS_PORT = 53;

  /// Reads `address[:port]`, with brackets around an IPv6 address that has a port.
  ///
  /// @throws ConfigurationProblem for anything else
  public static InetSocketAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    boolean hasPort =
        colon > 0 && (text.indexOf(':') == colon || text.charAt(colon - 1) == ']');
    String host = Resolver.withoutBrackets(hasPort ? text.substring(0, colon) : text);
    try {
      int port = hasPort ? Integer.parseInt(text.substring(colon + 1)) : DNS_PORT;
      return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationProblem("DNS server " + text, "expected address[:port]", e);
    }
  }

  private DnsServer() {}
}
