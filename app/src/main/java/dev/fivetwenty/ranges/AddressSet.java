package dev.fivetwenty.ranges;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.ipv4.IPv4Address;
import inet.ipaddr.ipv6.IPv6Address;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A set of addresses, of both families at once.
///
/// All addresses lie on one line: IPv4 first, IPv6 behind it. A set is the ascending list of places
/// at which the line enters and leaves it, so that every operation is one walk along two lists.
public final class AddressSet {

  private static final BigInteger BEHIND_IPV4 = BigInteger.ONE.shiftLeft(32);
  private static final BigInteger BEHIND_IPV6 = BEHIND_IPV4.add(BigInteger.ONE.shiftLeft(128));

  /// One address, a block, or an address with a mask; no names, no short or octal forms.
  private static final IPAddressStringParameters STRICT =
      new IPAddressStringParameters.Builder()
          .allowEmpty(false)
          .allowAll(false)
          .allowSingleSegment(false)
          .allowPrefixOnly(false)
          .allowMask(false)
          .allowWildcardedSeparator(false)
          .setRangeOptions(inet.ipaddr.AddressStringParameters.RangeParameters.NO_RANGE)
          .getIPv4AddressParametersBuilder()
          .allow_inet_aton(false)
          .allowLeadingZeros(false)
          .allowBinary(false)
          .getParentBuilder()
          .getIPv6AddressParametersBuilder()
          .allowBase85(false)
          .allowBinary(false)
          .allowZone(false)
          .getParentBuilder()
          .toParams();

  public static final AddressSet NONE = new AddressSet();
  public static final AddressSet IPV4 = new AddressSet(BigInteger.ZERO, BEHIND_IPV4);
  public static final AddressSet IPV6 = new AddressSet(BEHIND_IPV4, BEHIND_IPV6);
  public static final AddressSet ALL = new AddressSet(BigInteger.ZERO, BEHIND_IPV6);

  /// Even places enter the set, odd ones leave it.
  private final BigInteger[] turns;

  private AddressSet(BigInteger... turns) {
    this.turns = turns;
  }

  /// Returns what an address, a block or two addresses with a hyphen stand for; empty for any other
  /// text, and for a mask with holes. A block may be written with bits behind its prefix.
  public static Optional<AddressSet> of(String text) {
    int hyphen = text.indexOf('-');
    return hyphen < 0
        ? block(text)
        : between(text.substring(0, hyphen).strip(), text.substring(hyphen + 1).strip());
  }

  private static Optional<AddressSet> block(String text) {
    int slash = text.indexOf('/');
    boolean masked = slash > 0 && text.indexOf('.', slash) > 0;
    IPAddress address = masked ? masked(text, slash) : new IPAddressString(text, STRICT).getAddress();
    return Optional.ofNullable(address).map(a -> spanning(a.toPrefixBlock()));
  }

  /// Returns null for what is no address with a mask, and for a mask with holes.
  private static IPAddress masked(String text, int slash) {
    IPAddress mask = new IPAddressString(text.substring(slash + 1), STRICT).getAddress();
    Integer prefix = mask == null ? null : mask.getBlockMaskPrefixLength(true);
    return prefix == null
        ? null
        : new IPAddressString(text.substring(0, slash) + "/" + prefix, STRICT).getAddress();
  }

  private static Optional<AddressSet> between(String first, String last) {
    IPAddress from = new IPAddressString(first, STRICT).getAddress();
    IPAddress to = new IPAddressString(last, STRICT).getAddress();
    boolean range =
        from != null && to != null && !from.isMultiple() && !to.isMultiple()
            && from.isIPv4() == to.isIPv4() && place(from).compareTo(place(to)) <= 0;
    return range
        ? Optional.of(new AddressSet(place(from), place(to).add(BigInteger.ONE)))
        : Optional.empty();
  }

  /// Returns the union of the blocks of these ranges.
  public static AddressSet of(Collection<Range> ranges) {
    return union(ranges.stream().map(r -> of(r.cidr()).orElseThrow()).toList());
  }

  private static AddressSet spanning(IPAddress block) {
    return new AddressSet(place(block.getLower()), place(block.getUpper()).add(BigInteger.ONE));
  }

  private static BigInteger place(IPAddress address) {
    return address.isIPv4() ? address.getValue() : BEHIND_IPV4.add(address.getValue());
  }

  /// Returns the union of any number of sets, in one sort.
  public static AddressSet union(Collection<AddressSet> sets) {
    var spans = new ArrayList<BigInteger[]>();
    for (AddressSet set : sets) {
      for (int i = 0; i < set.turns.length; i += 2) {
        spans.add(new BigInteger[] {set.turns[i], set.turns[i + 1]});
      }
    }
    spans.sort(Comparator.comparing(span -> span[0]));
    var merged = new ArrayList<BigInteger>(spans.size() * 2);
    for (BigInteger[] span : spans) {
      if (merged.isEmpty() || merged.getLast().compareTo(span[0]) < 0) merged.addAll(List.of(span));
      else merged.set(merged.size() - 1, merged.getLast().max(span[1]));
    }
    return new AddressSet(merged.toArray(BigInteger[]::new));
  }

  public AddressSet or(AddressSet other) {
    return union(List.of(this, other));
  }

  public AddressSet and(AddressSet other) {
    return walk(other, false);
  }

  /// Returns what is in this set and not in the other.
  public AddressSet minus(AddressSet other) {
    return walk(other, true);
  }

  public AddressSet complement() {
    return ALL.minus(this);
  }

  private AddressSet walk(AddressSet other, boolean negated) {
    if (isEmpty() || other.isEmpty()) return negated ? this : NONE;
    var result = new ArrayList<BigInteger>();
    int mine = 0;
    int its = 0;
    while (mine < turns.length) {
      boolean mineFirst = its == other.turns.length || turns[mine].compareTo(other.turns[its]) <= 0;
      boolean both = its < other.turns.length && turns[mine].equals(other.turns[its]);
      BigInteger at = mineFirst ? turns[mine] : other.turns[its];
      if (mineFirst) mine++;
      if (!mineFirst || both) its++;
      boolean inside = odd(mine) && odd(its) != negated;
      if (inside != odd(result.size())) result.add(at);
    }
    return new AddressSet(result.toArray(BigInteger[]::new));
  }

  private static boolean odd(int number) {
    return (number & 1) == 1;
  }

  public boolean isEmpty() {
    return turns.length == 0;
  }

  public boolean containsAll(AddressSet other) {
    return other.minus(this).isEmpty();
  }

  public boolean meets(AddressSet other) {
    return !and(other).isEmpty();
  }

  /// Returns how many addresses these are, of both families together.
  public BigInteger size() {
    BigInteger size = BigInteger.ZERO;
    for (int i = 0; i < turns.length; i += 2) size = size.add(turns[i + 1].subtract(turns[i]));
    return size;
  }

  /// Returns the fewest blocks that make up this set, in ascending order.
  public List<String> blocks() {
    var blocks = new ArrayList<String>();
    for (AddressSet family : List.of(and(IPV4), and(IPV6))) {
      for (int i = 0; i < family.turns.length; i += 2) {
        IPAddress last = address(family.turns[i + 1].subtract(BigInteger.ONE));
        for (IPAddress block : address(family.turns[i]).spanWithPrefixBlocks(last)) {
          blocks.add(text(block));
        }
      }
    }
    return blocks;
  }

  /// Returns one address of the set, the lowest, in text form.
  public String sample() {
    return text(address(turns[0]));
  }

  private static IPAddress address(BigInteger place) {
    boolean ipv4 = place.compareTo(BEHIND_IPV4) < 0;
    return ipv4 ? new IPv4Address(place.intValue()) : new IPv6Address(place.subtract(BEHIND_IPV4));
  }

  /// Single addresses have no prefix.
  private static String text(IPAddress block) {
    boolean single = !block.isMultiple();
    return single ? block.withoutPrefixLength().toCanonicalString() : block.toCanonicalString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AddressSet set && Arrays.equals(turns, set.turns);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(turns);
  }

  @Override
  public String toString() {
    return blocks().toString();
  }
}
