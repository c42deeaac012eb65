package dev.fivetwenty.ranges.audit.read;

import dev.fivetwenty.ranges.AddressSet;
import dev.fivetwenty.ranges.audit.filter.Chain;
import dev.fivetwenty.ranges.audit.filter.Condition;
import dev.fivetwenty.ranges.audit.filter.Filter;
import dev.fivetwenty.ranges.audit.filter.FilterKind;
import dev.fivetwenty.ranges.audit.filter.Ports;
import dev.fivetwenty.ranges.audit.filter.Rule;
import dev.fivetwenty.ranges.audit.filter.Target;
import java.util.List;
import java.util.Optional;

/// What readers of filters with a single list of rules have in common.
public final class Simple {

  public static Filter filter(FilterKind kind, String name, List<Rule> rules, Rule policy) {
    return Filter.of(kind, name, AddressSet.ALL, new Chain(name, rules, Optional.of(policy)));
  }

  /// What happens behind the last rule.
  public static Rule end(String text, Target target) {
    return new Rule("the end", Integer.MAX_VALUE - 1, text, List.of(), target);
  }

  public static Condition sources(String text) {
    return AddressSet.of(text)
        .<Condition>map(Condition.Sources::new)
        .orElseGet(() -> new Condition.Untold("this is no address: " + text));
  }

  public static Condition ports(String text) {
    return Ports.of(text)
        .<Condition>map(Condition.To::new)
        .orElseGet(() -> new Condition.Untold("these are no ports: " + text));
  }

  private Simple() {}
}
