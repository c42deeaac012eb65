package dev.fivetwenty.config.yaml;

import dev.fivetwenty.config.ItemList;
import dev.fivetwenty.config.node.Scalars;
import dev.fivetwenty.policy.Action;
import dev.fivetwenty.policy.DenialAnswer;
import dev.fivetwenty.policy.DenialAnswer.Content;
import dev.fivetwenty.policy.Rule;
import dev.fivetwenty.policy.access.AccessList;
import dev.fivetwenty.policy.access.AccessList.Access;
import dev.fivetwenty.policy.ratelimit.Limit;
import dev.fivetwenty.rules.Characteristic;
import dev.fivetwenty.rules.Expression;
import java.util.List;
import java.util.Map;

/// Writes `lists`, `access` and `rules`.
final class RulesWriter {

  static Keys lists(Map<String, ItemList> lists) {
    var keys = new Keys();
    lists.forEach((name, list) -> keys.put(name, list(list)));
    return keys;
  }

  private static Keys list(ItemList list) {
    var keys = new Keys().put("type", Scalars.word(list.kind()));
    return list.file().isPresent() ? keys.put("file", list.file()) : keys.put("items", list.items());
  }

  static Keys access(AccessList list) {
    var keys = new Keys();
    for (Access access : Access.values()) {
      List<String> sources =
          list.entries().stream().filter(entry -> entry.access() == access)
              .map(AccessList.Entry::source).distinct().toList();
      keys.put(Scalars.word(access), sources);
    }
    return keys;
  }

  static List<Keys> rules(List<Rule> rules) {
    return rules.stream().map(RulesWriter::rule).toList();
  }

  private static Keys rule(Rule rule) {
    var keys = new Keys().put("id", rule.id());
    if (!rule.description().isEmpty()) keys.put("description", rule.description());
    keys.put("expression", rule.expression().text());
    switch (rule.action()) {
      case Action.Block(DenialAnswer answer) -> keys.put("action", "block").put("response", answer(answer));
      case Action.Log() -> keys.put("action", "log");
      case Action.Skip(var phases) ->
          keys.put("action", "skip").put("skip", phases.stream().sorted().map(Scalars::word).toList());
    }
    return keys.put("mode", Scalars.word(rule.mode())).put("rate_limit", rule.limit().map(RulesWriter::limit));
  }

  private static Keys answer(DenialAnswer answer) {
    return new Keys()
        .put("status", answer.status())
        .put("content_type", answer.own().map(Content::type))
        .put("content", answer.own().map(Content::text));
  }

  private static Keys limit(Limit limit) {
    return new Keys()
        .put("characteristics", limit.by().stream().map(Characteristic::toString).toList())
        .put("ipv6_prefix", limit.ipv6Prefix())
        .put("period", EdgeWriter.time(limit.period()))
        .put("requests_per_period", limit.requests())
        .put("counting_expression", limit.counting().map(Expression::text))
        .put("mitigation_timeout", EdgeWriter.time(limit.mitigation()))
        .put("keys", limit.keys())
        .put("announce", limit.announced());
  }

  private RulesWriter() {}
}
