package dev.fivetwenty.config;

import dev.fivetwenty.policy.RuleSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What decides about requests on all routes.
///
/// @param lists that rules, of routes, too, may name
public record Filters(Map<String, ItemList> lists, RuleSet rules) {

  public static final Filters NONE = new Filters(Map.of(), RuleSet.EMPTY);

  public Filters {
    lists = Collections.unmodifiableMap(new LinkedHashMap<>(lists));
  }
}
