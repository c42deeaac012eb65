package dev.fivetwenty.rules.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Addresses that have their first bits in common.
///
/// @param first whose other bits are all zero
public record AddressBlock(Address first, int prefix) {

  /// Returns empty for what is neither an address nor a block in CIDR form.
  public static Optional<AddressBlock> parse(String text) {
    int slash = text.indexOf('/');
    Optional<Address> address = Address.parse(slash < 0 ? text : text.substring(0, slash));
    if (address.isEmpty()) return Optional.empty();
    int bits = address.get().bits();
    if (slash < 0) return Optional.of(new AddressBlock(address.get(), bits));
    String length = text.substring(slash + 1);
    if (!length.matches("0|[1-9]\\d{0,2}") || Integer.parseInt(length) > bits) return Optional.empty();
    int prefix = Integer.parseInt(length);
    return address.get().network(prefix).equals(address.get())
        ? Optional.of(new AddressBlock(address.get(), prefix))
        : Optional.empty();
  }

  /// Returns the fewest blocks that hold every address from one to another of the same family.
  public static List<AddressBlock> covering(Address from, Address to) {
    var blocks = new ArrayList<AddressBlock>();
    Address at = from;
    while (true) {
      int prefix = at.bits();
      while (prefix > 0 && isWhole(at, prefix - 1, to)) prefix--;
      blocks.add(new AddressBlock(at, prefix));
      Address last = at.last(prefix);
      if (last.compareTo(to) >= 0) return blocks;
      at = last.next();
    }
  }

  private static boolean isWhole(Address at, int prefix, Address to) {
    return at.network(prefix).equals(at) && at.last(prefix).compareTo(to) <= 0;
  }

  @Override
  public String toString() {
    return prefix == first.bits() ? first.toString() : first + "/" + prefix;
  }
}
