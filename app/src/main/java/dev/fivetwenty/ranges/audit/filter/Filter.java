package dev.fivetwenty.ranges.audit.filter;

import dev.fivetwenty.ranges.AddressSet;
import java.util.List;
import java.util.Map;

/// A filter on the way of a packet.
///
/// @param kind   whose language it is in
/// @param name   for people: the file, and which part of it
/// @param tells  the families that the file speaks of; of the others nothing is known
/// @param stages those that are asked one after the other; each has to let the packet pass
/// @param sets   what being in a named set means
public record Filter(
    FilterKind kind, String name, AddressSet tells, List<Stage> stages,
    Map<String, Chain> chains, Map<Condition.InSet, Condition> sets) {

  /// A chain that is asked by itself.
  ///
  /// @param family whose packets come by it; others pass unasked
  public record Stage(String chain, AddressSet family) {}

  public Filter {
    stages = List.copyOf(stages);
    chains = Map.copyOf(chains);
    sets = Map.copyOf(sets);
  }

  /// Returns a filter of one chain.
  public static Filter of(FilterKind kind, String name, AddressSet tells, Chain chain) {
    return new Filter(
        kind, name, tells, List.of(new Stage(chain.name(), tells)), Map.of(chain.name(), chain), Map.of());
  }

  public Filter withSets(Map<Condition.InSet, Condition> more) {
    var all = new java.util.HashMap<>(more);
    all.putAll(sets);
    return new Filter(kind, name, tells, stages, chains, all);
  }
}
