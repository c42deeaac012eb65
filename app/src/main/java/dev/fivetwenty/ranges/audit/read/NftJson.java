package dev.fivetwenty.ranges.audit.read;

import dev.fivetwenty.ranges.AddressSet;
import dev.fivetwenty.ranges.audit.filter.Chain;
import dev.fivetwenty.ranges.audit.filter.Condition;
import dev.fivetwenty.ranges.audit.filter.Filter;
import dev.fivetwenty.ranges.audit.filter.FilterKind;
import dev.fivetwenty.ranges.audit.filter.Reach;
import dev.fivetwenty.ranges.audit.filter.Rule;
import dev.fivetwenty.ranges.audit.filter.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Reads what `nft -j list ruleset` prints.
///
/// Every base chain on the way of a packet is asked, in the order of their hooks and priorities; an
/// accept ends only its own. A family without a base chain is let in.
final class NftJson {

  /// Hooks on the way of a packet to this host.
  private static final List<String> HOOKS = List.of("ingress", "prerouting", "input");

  /// @param doubt why it is not known whether the chain is asked; empty where it surely is
  private record Base(String name, AddressSet family, int hook, int priority, String doubt) {}

  private final SourceText source;
  private final Map<String, List<Rule>> rules = new LinkedHashMap<>();
  private final Map<String, Rule> policies = new LinkedHashMap<>();
  private final List<Base> bases = new ArrayList<>();
  private final NftSets sets;

  /// Tables that may be asleep, and why that is not known; those that surely are have no base chains.
  private final Map<String, String> unsure = new LinkedHashMap<>();

  private final Set<String> dormant = new HashSet<>();
  private int order;

  private NftJson(SourceText source, JsonNode objects) {
    this.source = source;
    this.sets = NftSets.of(objects);
  }

  static Filter read(SourceText source, JsonNode root) {
    JsonNode objects = root.path("nftables");
    var reader = new NftJson(source, objects);
    for (JsonNode object : objects) {
      if (object.has("table")) reader.table(object.get("table"));
    }
    for (JsonNode object : objects) {
      if (object.has("chain")) reader.chain(object.get("chain"));
    }
    for (JsonNode object : objects) {
      if (object.has("rule")) reader.rule(object.get("rule"));
    }
    return reader.filter();
  }

  /// Some versions print a wrong word in the place of a flag.
  private void table(JsonNode table) {
    String name = table.path("family").asString("") + " " + table.path("name").asString("");
    for (JsonNode flag : NftMatch.each(table.path("flags"))) {
      switch (flag.asString("")) {
        case "", "owner", "persist" -> {}
        case "dormant" -> dormant.add(name);
        default -> unsure.put(name, "whether the table " + name + " is dormant is not known: nft list table " + name
            + " shows its flags");
      }
    }
  }

  private void chain(JsonNode chain) {
    String table = NftSets.table(chain);
    String name = table + "/" + chain.path("name").asString("");
    rules.put(name, new ArrayList<>());
    int hook = HOOKS.indexOf(chain.path("hook").asString(""));
    AddressSet family = family(chain.path("family").asString(""));
    if (hook < 0 || family.isEmpty() || dormant.contains(table)) return;
    String doubt = unsure.getOrDefault(table, "");
    // A chain at ingress sees the packets of one device, which some versions do not show.
    if (hook == 0) {
      switch (matches(table).ways(chain.path("dev"))) {
        case Condition.Partly(Reach reach, String why) when reach.equals(Reach.UNTOLD) -> doubt = why;
        case Condition.Partly(Reach reach, _) when reach.equals(Reach.NOBODY) -> {
          return;
        }
        default -> {}
      }
    }
    bases.add(new Base(name, family, hook, chain.path("prio").asInt(0), doubt));
    String policy = chain.path("policy").asString("accept");
    Target target = policy.equals("accept") ? Target.ACCEPT : new Target.Block(policy);
    policies.put(name, new Rule("handle " + chain.path("handle").asString("?"), Integer.MAX_VALUE - 1,
        "policy of " + name + ": " + policy, List.of(), target));
  }

  private NftMatch matches(String table) {
    return new NftMatch(table, source.ways(), sets);
  }

  private static AddressSet family(String name) {
    return switch (name) {
      case "ip" -> AddressSet.IPV4;
      case "ip6" -> AddressSet.IPV6;
      case "inet", "netdev" -> AddressSet.ALL;
      default -> AddressSet.NONE;
    };
  }

  private void rule(JsonNode rule) {
    String table = NftSets.table(rule);
    String chain = table + "/" + rule.path("chain").asString("");
    var list = rules.get(chain);
    if (list == null) throw new UnreadableFilter("a rule names a chain that is not there: " + chain);
    list.addAll(new NftRules(table, matches(table), sets, ++order, rule).rules());
  }

  private Filter filter() {
    bases.sort(Comparator.comparingInt(Base::hook).thenComparingInt(Base::priority));
    var chains = new LinkedHashMap<String, Chain>();
    rules.forEach((name, list) ->
        chains.put(name, new Chain(name, list, Optional.ofNullable(policies.get(name)))));
    bases.stream().filter(b -> !b.doubt().isEmpty())
        .forEach(b -> chains.computeIfPresent(b.name(), (_, c) -> doubtful(c, b.doubt())));
    var stages = bases.stream().map(b -> new Filter.Stage(b.name(), b.family())).toList();
    return new Filter(FilterKind.NFTABLES, source.name(), AddressSet.ALL, stages, chains, Map.of());
  }

  /// Returns a chain of which it is not known whether it is asked.
  private static Chain doubtful(Chain chain, String why) {
    var rules = new ArrayList<Rule>();
    chain.rules().forEach(rule -> rules.add(doubtful(rule, why)));
    chain.policy().filter(rule -> rule.target() instanceof Target.Block)
        .ifPresent(rule -> rules.add(doubtful(rule, why)));
    Rule open = new Rule("the end", Integer.MAX_VALUE - 1, chain.name() + " is not asked", List.of(), Target.ACCEPT);
    return new Chain(chain.name(), rules, Optional.of(open));
  }

  private static Rule doubtful(Rule rule, String why) {
    var conditions = new ArrayList<>(rule.conditions());
    conditions.add(new Condition.Untold(why));
    return new Rule(rule.place(), rule.order(), rule.text(), conditions, rule.target());
  }
}
