package dev.fivetwenty.ranges.audit.read;

import dev.fivetwenty.ranges.audit.filter.Condition;
import dev.fivetwenty.ranges.audit.filter.Rule;
import dev.fivetwenty.ranges.audit.filter.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Turns one nftables rule into rules of ours: one, or several where it has a verdict map.
final class NftRules {

  private static final Set<String> NOTES =
      Set.of("counter", "log", "mangle", "comment", "notrack", "set", "ct helper", "ct timeout",
          "ct expectation", "meter", "secmark", "flow", "last", "map");

  /// Statements that meet only a part of packets.
  private static final Set<String> SOMETIMES = Set.of("limit", "ct count", "quota");

  private static final Set<String> ELSEWHERE =
      Set.of("dnat", "redirect", "queue", "tproxy", "synproxy", "dup", "fwd");

  private final String table;
  private final NftMatch matches;
  private final Map<String, JsonNode> maps;
  private final String place;
  private final int order;
  private final String text;

  private final List<Condition> conditions = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();

  NftRules(
      String table, List<String> ways, Map<String, JsonNode> maps, Map<String, JsonNode> portSets,
          int order,
      JsonNode rule) {
    this.table = table;
    this.matches = new NftMatch(table, ways, portSets);
    this.maps = maps;
    this.order = order;
    this.place = "handle " + rule.path("handle").asString("?");
    this.text = NftText.of(rule);
    rule.path("expr").forEach(this::statement);
  }

  List<Rule> rules() {
    return rules;
  }

  private void statement(JsonNode statement) {
    String name = statement.isObject() && !statement.isEmpty()
        ? statement.propertyNames().iterator().next() : statement.asString("");
    JsonNode value = statement.path(name);
    switch (name) {
      case "match" -> conditions.addAll(matches.of(value));
      case "vmap" -> vmap(value);
      case "accept", "drop", "reject", "jump", "goto", "return", "continue", "masquerade", "snat" ->
          decide(List.of(), statement);
      default -> other(name);
    }
  }

  private void other(String name) {
    if (NOTES.contains(name)) return;
    if (SOMETIMES.contains(name)) {
      conditions.add(new Condition.Untold(name + " meets some packets and not others"));
    } else if (ELSEWHERE.contains(name)) {
      rules.add(rule(List.of(), new Target.Elsewhere(name
          + " sends it elsewhere, and other rules decide there")));
    } else {
      conditions.add(new Condition.Untold(name + " is not understood"));
    }
  }

  /// A verdict map is a rule for each of its elements.
  private void vmap(JsonNode map) {
    JsonNode data = map.path("data");
    JsonNode pairs = data.isString() ? maps.get(table + "/" + data.asString().substring(1))
        : data.path("set");
    if (pairs == null) {
      rules.add(rule(List.of(), new Target.Elsewhere("there is no map " + data.asString(""))));
      return;
    }
    for (JsonNode pair : pairs) {
      JsonNode key = pair.path(0);
      List<Condition> extra = key.asString("").equals("*") ? List.of()
          : matches.of(map.path("key"), "==", key);
      decide(extra, pair.path(1));
    }
  }

  private void decide(List<Condition> extra, JsonNode verdict) {
    String name = verdict.propertyNames().stream().findFirst().orElse("");
    String chain = table + "/" + verdict.path(name).path("target").asString("");
    Target target =
        switch (name) {
          case "accept" -> Target.ACCEPT;
          case "drop", "reject" -> new Target.Block(name);
          case "jump" -> new Target.Jump(chain);
          case "goto" -> new Target.Goto(chain);
          case "return" -> Target.RETURN;
          case "continue", "masquerade", "snat" -> Target.CONTINUE;
          default -> new Target.Elsewhere("the verdict " + verdict + " is not understood");
        };
    rules.add(rule(extra, target));
  }

  private Rule rule(List<Condition> extra, Target target) {
    var all = new ArrayList<>(conditions);
    all.addAll(extra);
    return new Rule(place, order, text, all, target);
  }
}
