package dev.fivetwenty.config;

import dev.fivetwenty.rules.value.Address;
import dev.fivetwenty.rules.value.AddressBlock;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.ipv4.IPv4Address;
import inet.ipaddr.ipv6.IPv6Address;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.regex.Pattern;

/// A block of addresses. An IPv4 address that is written as IPv4-mapped IPv6 is the IPv4 address.
///
/// @param block whose host bits are all zero
public record Cidr(IPAddress block) {

  /// Four whole numbers, not the short and octal forms of `inet_aton`, or what may be IPv6.
  private static final Pattern FORM =
      Pattern.compile("((0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}|[0-9a-fA-F]*:[0-9a-fA-F:.]*)(/\\d{1,3})?");

  /// @throws IllegalArgumentException if the text is neither an address nor a block in CIDR form
  public static Cidr parse(String text) {
    IPAddress address = FORM.matcher(text).matches() ? new IPAddressString(text).getAddress() : null;
    if (address == null || address.isPrefixed() && !address.isPrefixBlock()) {
      throw new IllegalArgumentException("not a block in CIDR form: " + text);
    }
    return new Cidr(address);
  }

  /// Returns the same for those that only compare addresses.
  public AddressBlock addresses() {
    Address first = Address.of(block.getLower().getBytes());
    int bits = block.isPrefixed() ? block.getNetworkPrefixLength() : block.getBitCount();
    return new AddressBlock(first, bits - (block.getBitCount() - first.bits()));
  }

  public boolean contains(InetAddress address) {
    IPAddress asked =
        address instanceof Inet4Address
            ? new IPv4Address(address.getAddress())
            : new IPv6Address(address.getAddress());
    return block.contains(
        asked.isIPv6() && asked.toIPv6().isIPv4Mapped()
            ? asked.toIPv6().getEmbeddedIPv4Address()
            : asked);
  }

  @Override
  public String toString() {
    return block.toString();
  }
}
