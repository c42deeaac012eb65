package dev.fivetwenty.cli;

import inet.ipaddr.IPAddressString;

/// Tells names and addresses from what is neither.
final class Hosts {

  private static final int MAX_NAME = 253;

  private static final int MAX_LABEL = 63;

  /// Returns the host, or says why it is none.
  static String check(String host, String typed) {
    if (host.isEmpty()) throw new UsageProblem("there is no host in " + typed);
    if (host.indexOf(':') >= 0) return address(host);
    String[] labels = (host.endsWith(".") ? host.substring(0, host.length() - 1) : host).split("\\.", -1);
    // RFC 3986 and the URL standard agree: what ends in a number is an IPv4 address or nothing.
    if (isNumber(labels[labels.length - 1])) return ipv4(host, labels);
    if (host.length() > MAX_NAME) throw new UsageProblem("the host name is longer than 253 characters");
    for (String label : labels) label(label, host);
    return host;
  }

  private static String ipv4(String host, String[] parts) {
    for (String part : parts) {
      if (!isNumber(part)) throw new UsageProblem(host + " is not an address: " + part + " is no number");
      if (part.length() > 3 || Integer.parseInt(part) > 255) {
        throw new UsageProblem(host + " is not an address: " + part + " is over 255");
      }
    }
    if (parts.length != 4) throw new UsageProblem(host + " is not an address: it has not four parts");
    return host;
  }

  private static String address(String host) {
    int zone = host.indexOf('%');
    String bare = zone < 0 ? host : host.substring(0, zone);
    if (!new IPAddressString(bare).isIPv6()) throw new UsageProblem(host + " is not an address");
    return host;
  }

  private static void label(String label, String host) {
    boolean right =
        !label.isEmpty()
            && label.length() <= MAX_LABEL
            && label.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_');
    if (!right) throw new UsageProblem(host + " is neither a host name nor an address");
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private Hosts() {}
}
