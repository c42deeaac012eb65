package dev.fivetwenty.edge.filter;

import dev.fivetwenty.config.EdgeConfig;
import dev.fivetwenty.edge.route.Route;
import dev.fivetwenty.policy.Decider;
import dev.fivetwenty.policy.RuleSet;
import dev.fivetwenty.policy.access.AccessList;
import dev.fivetwenty.policy.ratelimit.Counters;
import dev.fivetwenty.recorder.metrics.RuleCollector;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The rules of one configuration: those of all routes, and those of each. Any thread may ask.
public final class Filter {

  private final Decider all;
  private final Map<Route, Decider> routes;
  private final List<Decider> deciders;
  private final boolean empty;

  private Filter(Decider all, Map<Route, Decider> routes) {
    this.all = all;
    this.routes = routes;
    deciders = new ArrayList<>(List.of(all));
    deciders.addAll(routes.values());
    empty = all.set().isEmpty() && routes.isEmpty();
  }

  /// @param routes  made of those of the configuration, in its order
  /// @param before  the one that this takes the place of; limits that are the same go on counting
  /// @param secrets from a source that nobody can guess
  public static Filter of(
      EdgeConfig config, List<Route> routes, Optional<Filter> before, RandomGenerator secrets) {
    List<Decider> old = before.map(filter -> filter.deciders).orElse(List.of());
    Decider all = Decider.of(config.filters().rules(), secrets, old);
    var own = new IdentityHashMap<Route, Decider>();
    for (int i = 0; i < routes.size(); i++) {
      var rules = config.routes().get(i).rules();
      if (rules.isEmpty()) continue;
      own.put(routes.get(i), Decider.of(new RuleSet(AccessList.EMPTY, rules), secrets, old));
    }
    return new Filter(all, own);
  }

  /// Returns whether there is nothing to ask.
  public boolean isEmpty() {
    return empty;
  }

  /// Returns what decides on all routes.
  public Decider all() {
    return all;
  }

  /// Returns what decides on that route besides; null where nothing does.
  public Decider of(Route route) {
    return routes.get(route);
  }

  /// Returns what each rule did so far.
  public List<RuleCollector.Figures> figures() {
    var figures = new ArrayList<RuleCollector.Figures>();
    for (Decider decider : deciders) {
      Map<String, Counters> limits = decider.counters();
      decider.tallies().forEach(
          (id, tally) -> {
            Counters counts = limits.get(id);
            figures.add(
                new RuleCollector.Figures(
                    id, tally.deniedSoFar(), tally.notedSoFar(), counts == null ? -1 : counts.keys(),
                    counts == null ? 0 : counts.forgotten()));
          });
    }
    return figures;
  }
}
