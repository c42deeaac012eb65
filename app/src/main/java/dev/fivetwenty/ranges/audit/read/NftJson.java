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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Reads what `nft -j list ruleset` prints.
///
/// Every base chain on the way of a packet is asked, in the order of their hooks and priorities; an
/// accept ends only its own. A family without a base chain is let in.
final class NftJson {

  /// Hooks on the way of a packet to this host.
  private static final List<String> HOOKS = List.of("ingress", "prerouting", "input");

  private record Base(String name, AddressSet family, int hook, int priority) {}

  private final SourceText source;
  private final Map<String, List<Rule>> rules = new LinkedHashMap<>();
  private final Map<String, Rule> policies = new LinkedHashMap<>();
  private final List<Base> bases = new ArrayList<>();
  private final Map<String, Reach> sets = new LinkedHashMap<>();
  private final Map<String, JsonNode> maps = new LinkedHashMap<>();
  private final Map<String, JsonNode> portSets = new LinkedHashMap<>();
  private int order;

  private NftJson(SourceText source) {
    this.source = source;
  }

  static Filter read(SourceText source, JsonNode root) {
    var reader = new NftJson(source);
    JsonNode objects = root.path("nftables");
    // Rules may use sets that are listed behind them.
    for (JsonNode object : objects) reader.definition(object);
    for (JsonNode object : objects) {
      if (object.has("rule")) reader.rule(object.get("rule"));
    }
    return reader.filter();
  }

  private static String table(JsonNode object) {
    return object.path("family").asString("") + " " + object.path("table").asString("");
  }

  private void definition(JsonNode object) {
    if (object.has("chain")) chain(object.get("chain"));
    if (object.has("set")) set(object.get("set"));
    if (object.has("map")) {
      JsonNode map = object.get("map");
      maps.put(table(map) + "/" + map.path("name").asString(""), map.path("elem"));
    }
  }

  private void chain(JsonNode chain) {
    String name = table(chain) + "/" + chain.path("name").asString("");
    rules.put(name, new ArrayList<>());
    int hook = HOOKS.indexOf(chain.path("hook").asString(""));
    AddressSet family = family(chain.path("family").asString(""));
    if (hook < 0 || family.isEmpty()) return;
    bases.add(new Base(name, family, hook, chain.path("prio").asInt(0)));
    String policy = chain.path("policy").asString("accept");
    Target target = policy.equals("accept") ? Target.ACCEPT : new Target.Block(policy);
    policies.put(name, new Rule("handle " + chain.path("handle").asString("?"), Integer.MAX_VALUE - 1,
        "policy of " + name + ": " + policy, List.of(), target));
  }

  private static AddressSet family(String name) {
    return switch (name) {
      case "ip" -> AddressSet.IPV4;
      case "ip6" -> AddressSet.IPV6;
      case "inet", "netdev" -> AddressSet.ALL;
      default -> AddressSet.NONE;
    };
  }

  private void set(JsonNode set) {
    String type = set.path("type").asString("");
    if (type.equals("inet_service")) portSets.put(table(set) + "/" + set.path("name").asString(""),
        elements(set));
    boolean senders = type.equals("ipv4_addr") || type.equals("ipv6_addr");
    Optional<AddressSet> members = senders ? NftMatch.elements(elements(set)) : Optional.empty();
    sets.put(table(set) + "/" + set.path("name").asString(""), members.map(Reach::of).orElse(Reach.UNTOLD));
  }

  private static JsonNode elements(JsonNode set) {
    JsonNode elements = set.path("elem");
    return elements.isMissingNode() ? JsonNodeFactory.instance.arrayNode() : elements;
  }

  private void rule(JsonNode rule) {
    String chain = table(rule) + "/" + rule.path("chain").asString("");
    var list = rules.get(chain);
    if (list == null) throw new UnreadableFilter("a rule names a chain that is not there: " + chain);
    list.addAll(new NftRules(table(rule), source.ways(), maps, portSets, ++order, rule).rules());
  }

  private Filter filter() {
    bases.sort(Comparator.comparingInt(Base::hook).thenComparingInt(Base::priority));
    var chains = new LinkedHashMap<String, Chain>();
    rules.forEach((name, list) ->
        chains.put(name, new Chain(name, list, Optional.ofNullable(policies.get(name)))));
    bases.stream().filter(b -> b.hook() == 0)
        .forEach(b -> chains.computeIfPresent(b.name(), (_, c) -> ofOneDevice(c)));
    var stages = bases.stream().map(b -> new Filter.Stage(b.name(), b.family())).toList();
    return new Filter(FilterKind.NFTABLES, source.name(), AddressSet.ALL, stages, chains, sets);
  }

  /// A chain at ingress sees the packets of one device, which may be another one.
  private static Chain ofOneDevice(Chain chain) {
    var rules =
        chain.rules().stream()
            .map(rule -> {
              var conditions = new ArrayList<>(rule.conditions());
              conditions.add(new Condition.Untold("whether packets come by that device is not known"));
              return new Rule(rule.place(), rule.order(), rule.text(), conditions, rule.target());
            })
            .toList();
    return new Chain(chain.name(), rules, chain.policy());
  }
}
