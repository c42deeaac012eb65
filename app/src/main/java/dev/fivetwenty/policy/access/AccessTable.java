package dev.fivetwenty.policy.access;

import dev.fivetwenty.policy.access.AccessList.Access;
import dev.fivetwenty.policy.access.AccessList.Entry;
import dev.fivetwenty.rules.value.Address;
import dev.fivetwenty.rules.value.AddressTrie;

/// An [AccessList] that is looked up. Immutable; any thread may ask.
public final class AccessTable {

  private static final int ALLOW = Access.ALLOW.ordinal();

  private final AddressTrie trie;
  private final Access[] accesses = Access.values();

  public AccessTable(AccessList list) {
    var builder = new AddressTrie.Builder();
    // Of two for the same block the one that blocks counts.
    for (Entry entry : list.entries()) {
      if (entry.access() == Access.BLOCK) builder.add(entry.block(), Access.BLOCK.ordinal());
    }
    for (Entry entry : list.entries()) {
      if (entry.access() == Access.ALLOW) builder.add(entry.block(), ALLOW);
    }
    trie = builder.build();
  }

  /// Returns null where nothing is said of an address, or there is none.
  public Access of(Address address) {
    int found = address == null ? AddressTrie.NOTHING : trie.find(address);
    return found == AddressTrie.NOTHING ? null : accesses[found];
  }
}
