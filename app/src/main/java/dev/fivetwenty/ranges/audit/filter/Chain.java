package dev.fivetwenty.ranges.audit.filter;

import java.util.List;
import java.util.Optional;

/// Rules in the order in which they are asked.
///
/// @param policy what befalls packets that none of them decides on; empty for a chain that is only
///               asked by others
public record Chain(String name, List<Rule> rules, Optional<Rule> policy) {
  public Chain {
    rules = List.copyOf(rules);
  }
}
