package dev.fivetwenty.policy.access;

import dev.fivetwenty.rules.value.AddressBlock;
import java.util.List;

/// Blocks of addresses that are let through or not; of several that an address lies in the longest
/// decides.
public record AccessList(List<Entry> entries) {

  public static final AccessList EMPTY = new AccessList(List.of());

  public AccessList {
    entries = List.copyOf(entries);
  }

  /// What becomes of requests from a block.
  public enum Access {
    /// No rule and no limit is asked.
    ALLOW,
    BLOCK
  }

  /// @param source what the operator wrote: the block, or the list that it stands in
  public record Entry(AddressBlock block, Access access, String source) {}
}
