package dev.fivetwenty.origin.name;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/// How addresses are written: IPv6 as RFC 5952 says, in brackets before a port.
public final class Addresses {

  private static final int GROUPS = 8;

  public static String show(SocketAddress address) {
    if (!(address instanceof InetSocketAddress inet)) {
      String path = address == null ? "" : address.toString();
      return path.isEmpty() ? "" : "unix:" + path;
    }
    String host = show(inet.getAddress());
    return (inet.getAddress() instanceof Inet6Address ? "[" + host + "]" : host)
        + ":"
        + inet.getPort();
  }

  public static String show(InetAddress address) {
    return address instanceof Inet6Address ? showGroups(address.getAddress())
        : address.getHostAddress();
  }

  /// True for an address to which no name of an origin may lead: unspecified, multicast, or
  /// link-local, where clouds answer questions about the machine itself.
  ///
  /// Loopback and private addresses are allowed, since whoever names an origin may own one there.
  static boolean isProhibited(String address) {
    InetAddress literal = InetAddress.ofLiteral(address);
    return literal.isAnyLocalAddress()
        || literal.isLinkLocalAddress()
        || literal.isMulticastAddress();
  }

  private static String showGroups(byte[] octets) {
    int[] groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      groups[i] = (octets[2 * i] & 0xFF) << 8 | octets[2 * i + 1] & 0xFF;
    }
    int from = -1;
    int longest = 1;
    for (int i = 0; i < GROUPS; i++) {
      int run = 0;
      while (i + run < GROUPS && groups[i + run] == 0) run++;
      if (run > longest) {
        longest = run;
        from = i;
      }
    }
    var out = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      if (i == from) {
        out.append("::");
        i += longest - 1;
      } else {
        if (!out.isEmpty() && out.charAt(out.length() - 1) != ':') out.append(':');
        out.append(Integer.toHexString(groups[i]));
      }
    }
    return out.toString();
  }

  private Addresses() {}
}
