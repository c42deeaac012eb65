package dev.fivetwenty.har.sanitise;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/// Takes the host out of an address and leaves its network: `203.0.113.0`, `2001:db8:7:0:0:0:0:0`.
///
/// Loopback and what a CDN publishes of itself say nothing of anybody and stay.
final class AddressMask {

  /// Bytes that stay: a /24, a /48.
  private static final int IPV4_NETWORK = 3;
  private static final int IPV6_NETWORK = 6;

  private final Predicate<InetAddress> published;

  AddressMask(Predicate<InetAddress> published) {
    this.published = published;
  }

  /// Returns the address, nothing where the text is none. Names are not resolved.
  static Optional<InetAddress> read(String text) {
    boolean likely = text.length() <= 45 && (text.indexOf(':') >= 0 || text.indexOf('.') > 0)
        && text.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == ':' || c == '.');
    if (!likely) return Optional.empty();
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// Returns whether it may stay whole.
  boolean isHarmless(InetAddress address) {
    return address.isLoopbackAddress() || address.isAnyLocalAddress() || published.test(address)
        || network(address).equals(address);
  }

  static InetAddress network(InetAddress address) {
    byte[] bytes = address.getAddress();
    int kept = address instanceof Inet4Address ? IPV4_NETWORK : IPV6_NETWORK;
    Arrays.fill(bytes, kept, bytes.length, (byte) 0);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
