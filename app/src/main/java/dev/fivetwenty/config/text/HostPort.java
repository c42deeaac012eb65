package dev.fivetwenty.config.text;

import inet.ipaddr.IPAddressString;
import java.net.IDN;

/// A host and a port as people write them, `shop.example:80`, `127.0.0.1`, `[::1]:8080`.
///
/// @param host a name in ASCII, or an address, an IPv6 one without brackets
/// @param port -1 when none was given
public record HostPort(String host, int port) {

  private static final int MAX_PORT = 65_535;

  private static final int MAX_NAME = 253;

  private static final int MAX_LABEL = 63;

  /// @param typed what stands around it, for the message
  public static HostPort parse(String text, String typed) throws Unfit {
    String host = text;
    String port = "";
    int colon = text.lastIndexOf(':');
    if (text.startsWith("[")) {
      int close = text.indexOf(']');
      if (close < 0) throw new Unfit("a bracket is not closed in " + typed);
      host = text.substring(1, close);
      if (close + 1 < text.length()) {
        if (text.charAt(close + 1) != ':') throw new Unfit("after ] comes a port: " + typed);
        port = text.substring(close + 2);
      }
    } else if (colon >= 0 && colon == text.indexOf(':')) {
      host = text.substring(0, colon);
      port = text.substring(colon + 1);
    }
    return new HostPort(host(toAscii(host, typed), typed), port(port, typed));
  }

  private static int port(String text, String typed) throws Unfit {
    if (text.isEmpty()) return -1;
    boolean digits = text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    int port = digits ? Integer.parseInt(text) : 0;
    if (port < 1 || port > MAX_PORT) throw new Unfit(text + " is not a port (1 to 65535): " + typed);
    return port;
  }

  private static String toAscii(String host, String typed) throws Unfit {
    if (host.chars().allMatch(c -> c < 0x80)) return host;
    try {
      return IDN.toASCII(host);
    } catch (IllegalArgumentException e) {
      throw new Unfit("the host name cannot be written in ASCII: " + typed);
    }
  }

  /// Returns the host, or says why it is none.
  public static String host(String host, String typed) throws Unfit {
    if (host.isEmpty()) throw new Unfit("there is no host in " + typed);
    if (host.indexOf(':') >= 0) return ipv6(host);
    String[] labels = (host.endsWith(".") ? host.substring(0, host.length() - 1) : host).split("\\.", -1);
    // RFC 3986 and the URL standard agree: what ends in a number is an IPv4 address or nothing.
    if (isNumber(labels[labels.length - 1])) return ipv4(host, labels);
    if (host.length() > MAX_NAME) throw new Unfit("the host name is longer than 253 characters");
    for (String label : labels) checkLabel(label, host);
    return host;
  }

  private static String ipv4(String host, String[] parts) throws Unfit {
    for (String part : parts) {
      if (!isNumber(part)) throw new Unfit(host + " is not an address: " + part + " is no number");
      if (part.length() > 3 || Integer.parseInt(part) > 255) {
        throw new Unfit(host + " is not an address: " + part + " is over 255");
      }
    }
    if (parts.length != 4) throw new Unfit(host + " is not an address: it has not four parts");
    return host;
  }

  private static String ipv6(String host) throws Unfit {
    int zone = host.indexOf('%');
    String bare = zone < 0 ? host : host.substring(0, zone);
    if (!new IPAddressString(bare).isIPv6()) throw new Unfit(host + " is not an address");
    return host;
  }

  private static void checkLabel(String label, String host) throws Unfit {
    boolean right =
        !label.isEmpty()
            && label.length() <= MAX_LABEL
            && label.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_');
    if (!right) throw new Unfit(host + " is neither a host name nor an address");
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
