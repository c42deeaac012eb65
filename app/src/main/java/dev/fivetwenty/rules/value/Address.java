package dev.fivetwenty.rules.value;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.ipv4.IPv4Address;
import inet.ipaddr.ipv6.IPv6Address;
import java.util.Optional;
import java.util.regex.Pattern;

/// An address as a number. An IPv4 address that is written as IPv4-mapped IPv6 is the IPv4 address.
///
/// @param upper 0 for IPv4
/// @param lower from 0 to 2^32 - 1 for IPv4
public record Address(boolean ipv4, long upper, long lower) implements Comparable<Address> {

  private static final long MAPPED = 0xFFFFL;

  /// Four whole numbers, not the short and octal forms of `inet_aton`, or what may be IPv6.
  private static final Pattern FORM =
      Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}|[0-9a-fA-F]*:[0-9a-fA-F:.]*");

  /// @param octets 4 or 16 bytes
  public static Address of(byte[] octets) {
    if (octets.length == 4) return new Address(true, 0, number(octets, 0, 4));
    long upper = number(octets, 0, 8);
    long lower = number(octets, 8, 16);
    boolean mapped = upper == 0 && lower >>> 32 == MAPPED;
    return mapped ? new Address(true, 0, lower & 0xFFFF_FFFFL) : new Address(false, upper, lower);
  }

  private static long number(byte[] octets, int from, int to) {
    long number = 0;
    for (int i = from; i < to; i++) number = number << 8 | octets[i] & 0xFF;
    return number;
  }

  /// Returns empty for what is not an address. No name is ever resolved.
  public static Optional<Address> parse(String text) {
    if (!FORM.matcher(text).matches()) return Optional.empty();
    IPAddress parsed = new IPAddressString(text).getAddress();
    return parsed == null ? Optional.empty() : Optional.of(of(parsed.getBytes()));
  }

  /// Returns how many bits an address of this family has.
  public int bits() {
    return ipv4 ? 32 : 128;
  }

  /// Returns the first address of the block with that many leading bits.
  public Address network(int prefix) {
    if (ipv4) return new Address(true, 0, lower & upperMask(prefix + 32));
    return new Address(false, upper & upperMask(prefix), lower & upperMask(prefix - 64));
  }

  /// Returns the last address of that block.
  public Address last(int prefix) {
    if (ipv4) return new Address(true, 0, lower | ~upperMask(prefix + 32) & 0xFFFF_FFFFL);
    return new Address(false, upper | ~upperMask(prefix), lower | ~upperMask(prefix - 64));
  }

  /// Returns a long whose first `bits` are ones, all of them from 64 on.
  private static long upperMask(int bits) {
    return bits <= 0 ? 0 : bits >= 64 ? -1 : -1L << 64 - bits;
  }

  /// Returns the next address; of the last one the first.
  Address next() {
    if (ipv4) return new Address(true, 0, lower + 1 & 0xFFFF_FFFFL);
    return new Address(false, lower == -1 ? upper + 1 : upper, lower + 1);
  }

  /// Orders IPv4 before IPv6.
  @Override
  public int compareTo(Address other) {
    if (ipv4 != other.ipv4) return ipv4 ? -1 : 1;
    int order = Long.compareUnsigned(upper, other.upper);
    return order != 0 ? order : Long.compareUnsigned(lower, other.lower);
  }

  /// Returns the usual text, RFC 5952.
  @Override
  public String toString() {
    if (ipv4) return new IPv4Address((int) lower).toCanonicalString();
    byte[] octets = new byte[16];
    for (int i = 0; i < 8; i++) {
      octets[i] = (byte) (upper >>> 56 - 8 * i);
      octets[8 + i] = (byte) (lower >>> 56 - 8 * i);
    }
    return new IPv6Address(octets).toCanonicalString();
  }
}
