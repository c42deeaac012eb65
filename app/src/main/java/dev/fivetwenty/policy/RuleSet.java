package dev.fivetwenty.policy;

import dev.fivetwenty.policy.access.AccessList;
import java.util.List;

/// The rules of an edge, or of one route. Two that are equal ask for the same.
///
/// @param rules in the order in which they are asked, limits behind the others; no two with the same id
public record RuleSet(AccessList access, List<Rule> rules) {

  public static final RuleSet EMPTY = new RuleSet(AccessList.EMPTY, List.of());

  public RuleSet {
    rules = List.copyOf(rules);
  }

  public boolean isEmpty() {
    return access.entries().isEmpty() && rules.isEmpty();
  }
}
