package dev.fivetwenty.edge.listener;

import dev.fivetwenty.config.Cidr;
import inet.ipaddr.IPAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// A set of addresses, made of blocks once and asked for every connection: a binary search, without garbage.
///
/// Blocks that overlap or touch are one range. Immutable; any thread may call.
public final class AddressSet {

  public static final AddressSet NONE = new AddressSet(List.of());

  /// Unsigned 128 bits; an IPv4 address has an upper half of 0.
  private record Range(long fromUpper, long fromLower, long toUpper, long toLower) {
    static Range of(IPAddress block) {
      ClientAddress from = ClientAddress.of(block.getLower().getBytes(), 0);
      ClientAddress to = ClientAddress.of(block.getUpper().getBytes(), 0);
      return from.isIpv4()
          ? new Range(0, from.ipv4(), 0, to.ipv4())
          : new Range(from.upper(), from.lower(), to.upper(), to.lower());
    }

    boolean reaches(Range next) {
      boolean last = toUpper == -1 && toLower == -1;
      long lower = toLower + 1;
      long upper = lower == 0 ? toUpper + 1 : toUpper;
      return last || compare(next.fromUpper, next.fromLower, upper, lower) <= 0;
    }

    Range and(Range next) {
      boolean more = compare(next.toUpper, next.toLower, toUpper, toLower) > 0;
      return more ? new Range(fromUpper, fromLower, next.toUpper, next.toLower) : this;
    }
  }

  private final Range[] ipv4;
  private final Range[] ipv6;

  private AddressSet(Collection<Cidr> blocks) {
    ipv4 = ranges(blocks, true);
    ipv6 = ranges(blocks, false);
  }

  public static AddressSet of(Collection<Cidr> blocks) {
    return blocks.isEmpty() ? NONE : new AddressSet(blocks);
  }

  private static Range[] ranges(Collection<Cidr> blocks, boolean wantIpv4) {
    List<Range> sorted =
        blocks.stream()
            .map(Cidr::block)
            .filter(block -> isIpv4(block) == wantIpv4)
            .map(Range::of)
            .sorted(
                Comparator.comparing(
                    range -> range, (a, b) -> compare(a.fromUpper, a.fromLower, b.fromUpper, b.fromLower)))
            .toList();
    var merged = new ArrayList<Range>();
    for (Range range : sorted) {
      if (!merged.isEmpty() && merged.getLast().reaches(range)) {
        merged.add(merged.removeLast().and(range));
      } else {
        merged.add(range);
      }
    }
    return merged.toArray(Range[]::new);
  }

  private static boolean isIpv4(IPAddress block) {
    return ClientAddress.of(block.getLower().getBytes(), 0).isIpv4()
        && ClientAddress.of(block.getUpper().getBytes(), 0).isIpv4();
  }

  public boolean contains(ClientAddress address) {
    if (address.isIpv4()) return contains(ipv4, 0, address.ipv4());
    return address.isIpv6() && contains(ipv6, address.upper(), address.lower());
  }

  private static boolean contains(Range[] ranges, long upper, long lower) {
    int from = 0;
    int to = ranges.length - 1;
    while (from <= to) {
      int middle = (from + to) >>> 1;
      Range range = ranges[middle];
      if (compare(upper, lower, range.fromUpper, range.fromLower) < 0) to = middle - 1;
      else if (compare(upper, lower, range.toUpper, range.toLower) > 0) from = middle + 1;
      else return true;
    }
    return false;
  }

  private static int compare(long upper, long lower, long upper2, long lower2) {
    int order = Long.compareUnsigned(upper, upper2);
    return order != 0 ? order : Long.compareUnsigned(lower, lower2);
  }

  /// Returns how many separate ranges there are.
  int size() {
    return ipv4.length + ipv6.length;
  }

  @Override
  public String toString() {
    return Arrays.toString(ipv4) + Arrays.toString(ipv6);
  }
}
