package dev.fivetwenty.ranges;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// Which CDN an address belongs to.
///
/// The lists are data with a date. They are read, and the address library is loaded (about 160 ms
/// without an AOT cache), at the first look-up and not before, so who asks nothing pays nothing. An
/// IPv4 address that is written as IPv4-mapped IPv6 is looked up as the IPv4 address that it is.
public final class Ranges {
  /// Addresses only: no host names, no blocks, no short or octal forms, no "any".
  private static final IPAddressStringParameters ONE_ADDRESS =
      new IPAddressStringParameters.Builder()
          .allowEmpty(false)
          .allowAll(false)
          .allowPrefix(false)
          .allowMask(false)
          .allowSingleSegment(false)
          .allowWildcardedSeparator(false)
          .setRangeOptions(inet.ipaddr.AddressStringParameters.RangeParameters.NO_RANGE)
          .getIPv4AddressParametersBuilder()
          .allow_inet_aton(false)
          .allowBinary(false)
          .getParentBuilder()
          .getIPv6AddressParametersBuilder()
          .allowBase85(false)
          .allowBinary(false)
          .getParentBuilder()
          .toParams();

  private final List<Block> blocks;

  private Ranges(List<Block> blocks) {
    this.blocks = blocks;
  }

  /// Returns the lists that come with this version.
  public static Ranges published() {
    return Published.RANGES;
  }

  /// Returns a look-up over these ranges.
  ///
  /// @throws IllegalArgumentException if one is not a block in CIDR form
  public static Ranges over(List<Range> ranges) {
    return new Ranges(ranges.stream().map(Block::of).toList());
  }

  /// Returns the ranges in the order of their lists.
  public List<Range> all() {
    return blocks.stream().map(Block::range).toList();
  }

  public Optional<Range> of(InetAddress address) {
    return of(
        address instanceof Inet4Address
            ? new inet.ipaddr.ipv4.IPv4Address(address.getAddress())
            : new inet.ipaddr.ipv6.IPv6Address(address.getAddress()));
  }

  /// Returns the range of an address in text form; empty too for what is not an address.
  /// No name is ever resolved.
  public Optional<Range> of(String address) {
    IPAddress parsed = new IPAddressString(address, ONE_ADDRESS).getAddress();
    return parsed == null ? Optional.empty() : of(parsed);
  }

  private Optional<Range> of(IPAddress address) {
    IPAddress plain = withoutMapping(address);
    return blocks.stream().filter(b -> b.network.contains(plain)).map(Block::range).findFirst();
  }

  private static IPAddress withoutMapping(IPAddress address) {
    return address.isIPv6() && address.toIPv6().isIPv4Mapped()
        ? address.toIPv6().getEmbeddedIPv4Address()
        : address;
  }

  private record Block(Range range, IPAddress network) {
    static Block of(Range range) {
      IPAddress network = new IPAddressString(range.cidr()).getAddress();
      if (network == null || !network.isPrefixBlock()) {
        throw new IllegalArgumentException("not a CIDR block: " + range.cidr());
      }
      return new Block(range, network);
    }
  }

  /// Initialised by the class loader at the first use, once.
  private static final class Published {
    static final Ranges RANGES = over(RangeList.read("cloudflare.txt"));
  }
}
