package dev.fivetwenty.ranges.audit.read;

import dev.fivetwenty.ranges.audit.filter.Condition;
import dev.fivetwenty.ranges.audit.filter.Rule;
import dev.fivetwenty.ranges.audit.filter.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Turns one nftables rule into rules of ours: one, or several where it has a verdict map.
final class NftRules {

  private static final Set<String> NOTES =
      Set.of("counter", "log", "comment", "notrack", "ct helper", "ct timeout", "ct expectation",
          "secmark", "flow", "last");

  /// Statements that meet only a part of packets.
  private static final Set<String> SOMETIMES = Set.of("limit", "ct count", "quota");

  private static final Set<String> ELSEWHERE =
      Set.of("dnat", "snat", "masquerade", "redirect", "queue", "tproxy", "synproxy", "dup", "fwd");

  private final String table;
  private final NftMatch matches;
  private final NftSets sets;
  private final String place;
  private final int order;
  private final String text;

  private final List<Condition> conditions = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();

  NftRules(String table, NftMatch matches, NftSets sets, int order, JsonNode rule) {
    this.table = table;
    this.matches = matches;
    this.sets = sets;
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
      case "accept", "drop", "reject", "jump", "goto", "return", "continue" ->
          decide(List.of(), statement);
      case "xt" -> xt(value);
      case "set", "meter" -> keeping(name, value);
      case "mangle" -> mangle(value);
      default -> other(name);
    }
  }

  /// What iptables loaded and nftables has no words for: of a match or target only the name is shown.
  private void xt(JsonNode extension) {
    String name = extension.path("name").asString("?");
    if (name.equals("comment") || IptablesRule.ONLY_NOTES.contains(name)) return;
    if (IptablesRule.BLOCKS.contains(name)) {
      rules.add(rule(List.of(), new Target.Block(name)));
    } else if (extension.path("type").asString("").equals("match")) {
      conditions.add(new Condition.Untold(
          "what the match " + name + " asks is not in the dump: audit iptables-save in its place"));
    } else {
      rules.add(rule(List.of(), new Target.Elsewhere("what " + name + " does with it is not known")));
    }
  }

  /// Puts the sender into a set, and may go on only for some: `add @often { ip saddr limit rate over 9/minute }`.
  private void keeping(String name, JsonNode statement) {
    if (statement.has("stmt")) {
      conditions.add(new Condition.Untold("the limit of a " + name + " meets some packets and not others"));
    }
  }

  /// A changed mark changes no packet; addresses and ports that are written anew do.
  private void mangle(JsonNode change) {
    if (change.path("key").has("payload")) {
      rules.add(rule(List.of(), new Target.Elsewhere("the packet is written anew, and goes on as another")));
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

  /// A verdict map is a rule for each of its elements, and one for all that no element has.
  private void vmap(JsonNode map) {
    JsonNode data = map.path("data");
    var content = data.isString() ? sets.content(table, data.asString()) : new NftSets.Content(Optional.of(data.path("set")), "");
    if (!content.why().isEmpty()) rules.add(rule(List.of(new Condition.Untold(content.why())), new Target.Elsewhere(content.why())));
    if (content.elements().isEmpty()) return;
    JsonNode key = map.path("key");
    var keys = new ArrayList<JsonNode>();
    var rest = new ArrayList<JsonNode>();
    for (JsonNode pair : content.elements().get()) {
      if (NftMatch.each(pair.path(0)).stream().anyMatch(value -> value.asString("").equals("*"))) {
        rest.add(pair.path(1));
      } else {
        keys.add(pair.path(0));
        decide(matches.of(key, "==", pair.path(0)), pair.path(1));
      }
    }
    rest.forEach(verdict -> decide(matches.none(key, keys), verdict));
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
          case "continue" -> Target.CONTINUE;
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
