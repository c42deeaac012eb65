package dev.fivetwenty.rules.value;

import java.util.List;

/// Finds the longest of many blocks that an address lies in. Immutable; any thread may ask.
///
/// A binary trie for each family, see [TrieNodes]: a look-up visits no more nodes than an address
/// has bits, in practice about as many as the number of blocks has binary digits, and makes no garbage.
public final class AddressTrie {

  /// What is found where no block fits.
  public static final int NOTHING = TrieNodes.NOTHING;

  public static final AddressTrie EMPTY = new Builder().build();

  private final TrieNodes ipv4;
  private final TrieNodes ipv6;

  private AddressTrie(TrieNodes ipv4, TrieNodes ipv6) {
    this.ipv4 = ipv4;
    this.ipv6 = ipv6;
  }

  /// Returns those of all blocks, by the place of the first that is the same.
  public static AddressTrie of(List<AddressBlock> blocks) {
    var builder = new Builder();
    for (int i = 0; i < blocks.size(); i++) builder.add(blocks.get(i), i);
    return builder.build();
  }

  /// Returns the number that the longest block was added with, or [#NOTHING].
  public int find(Address address) {
    return address.ipv4()
        ? ipv4.find(0, address.lower() << 32, 32)
        : ipv6.find(address.lower(), address.upper(), 128);
  }

  public boolean contains(Address address) {
    return find(address) != NOTHING;
  }

  /// Returns how many different blocks there are.
  public int size() {
    return ipv4.size() + ipv6.size();
  }

  /// Takes blocks in any order. Of two that are the same block the first counts.
  public static final class Builder {

    private final TrieNodes ipv4 = new TrieNodes();
    private final TrieNodes ipv6 = new TrieNodes();

    /// @param value from 0
    public Builder add(AddressBlock block, int value) {
      Address first = block.first();
      if (first.ipv4()) ipv4.add(0, first.lower() << 32, block.prefix(), value);
      else ipv6.add(first.lower(), first.upper(), block.prefix(), value);
      return this;
    }

    /// Adds every address from one to another of the same family.
    public Builder add(Address from, Address to, int value) {
      for (AddressBlock block : AddressBlock.covering(from, to)) add(block, value);
      return this;
    }

    /// The builder is of no use afterwards.
    public AddressTrie build() {
      ipv4.trim();
      ipv6.trim();
      return new AddressTrie(ipv4, ipv6);
    }
  }
}
