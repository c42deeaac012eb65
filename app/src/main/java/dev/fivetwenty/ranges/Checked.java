package dev.fivetwenty.ranges;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/// What a list must be before it takes the place of one that served.
///
/// A list that is wrong opens a firewall or closes it, so doubt keeps the old one.
final class Checked {

  /// More blocks than any CDN has.
  static final int MAX_BLOCKS = 10_000;

  /// A new list that has lost more than this share of its addresses is taken for a damaged one.
  private static final BigDecimal LEAST_SHARE = new BigDecimal("0.5");

  private static final AddressSet NEVER_PUBLIC =
      AddressSet.union(
          List.of("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
                  "172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/3", "::/16", "fc00::/7",
                  "fe80::/10", "ff00::/8")
              .stream().map(text -> AddressSet.of(text).orElseThrow()).toList());

  /// Blocks larger than these hold no single provider.
  private static final BigInteger MOST_OF_IPV4 = BigInteger.ONE.shiftLeft(32 - 8);
  private static final BigInteger MOST_OF_IPV6 = BigInteger.ONE.shiftLeft(128 - 20);

  static void blocks(List<String> blocks) {
    if (blocks.size() > MAX_BLOCKS) {
      throw new UnfitList("it has " + blocks.size() + " blocks; at most " + MAX_BLOCKS + " are taken");
    }
    blocks.forEach(Checked::block);
    if (blocks.stream().noneMatch(block -> block.contains("."))) {
      throw new UnfitList("it has no IPv4 block");
    }
  }

  private static void block(String text) {
    AddressSet set =
        AddressSet.of(text).filter(s -> s.blocks().equals(List.of(bare(text))))
            .orElseThrow(() -> new UnfitList("this is no block of addresses: " + cut(text)));
    if (set.meets(NEVER_PUBLIC)) throw new UnfitList(text + " is not public");
    BigInteger most = text.contains(":") ? MOST_OF_IPV6 : MOST_OF_IPV4;
    if (set.size().compareTo(most) > 0) throw new UnfitList(text + " is larger than any CDN");
  }

  /// Lists write single addresses with and without their prefix.
  private static String bare(String text) {
    String lower = text.toLowerCase(java.util.Locale.ROOT);
    return lower.endsWith(lower.contains(":") ? "/128" : "/32")
        ? lower.substring(0, lower.indexOf('/'))
        : lower;
  }

  private static String cut(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }

  /// Compares by family, since IPv6 outweighs everything.
  static void notShrunk(AddressSet before, AddressSet after) {
    for (AddressSet family : List.of(AddressSet.IPV4, AddressSet.IPV6)) {
      var old = new BigDecimal(before.and(family).size());
      var now = new BigDecimal(after.and(before).and(family).size());
      if (now.compareTo(old.multiply(LEAST_SHARE)) < 0) {
        throw new UnfitList(
            "more than half of the addresses that the last list had are missing from it"
                + " (--accept-loss takes it nevertheless)");
      }
    }
  }

  private Checked() {}
}
