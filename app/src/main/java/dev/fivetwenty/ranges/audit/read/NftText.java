package dev.fivetwenty.ranges.audit.read;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Writes an nftables rule much as `nft list ruleset` does, for people.
final class NftText {

  static String of(JsonNode rule) {
    var words = new ArrayList<String>();
    rule.path("expr").forEach(statement -> words.add(statement(statement)));
    return String.join(" ", words).replaceAll("\\s+", " ");
  }

  private static String statement(JsonNode statement) {
    if (!statement.isObject() || statement.isEmpty()) return statement.asString("");
    String name = statement.propertyNames().iterator().next();
    JsonNode value = statement.get(name);
    return switch (name) {
      case "match" -> match(value);
      case "counter", "log" -> "";
      case "jump", "goto" -> name + " " + value.path("target").asString("");
      case "vmap" -> value(value.path("key")) + " vmap " + value(value.path("data"));
      default -> value.isNull() || value.isObject() ? name : name + " " + value(value);
    };
  }

  private static String match(JsonNode match) {
    String op = match.path("op").asString("==");
    String shown = op.equals("==") || op.equals("in") ? "" : op + " ";
    return value(match.path("left")) + " " + shown + value(match.path("right"));
  }

  private static String value(JsonNode value) {
    if (value.has("payload")) return value.at("/payload/protocol").asString("") + " "
        + value.at("/payload/field").asString("");
    if (value.has("meta")) return value.at("/meta/key").asString("");
    if (value.has("ct")) return "ct " + value.at("/ct/key").asString("");
    if (value.has("prefix")) return value.at("/prefix/addr").asString("") + "/"
        + value.at("/prefix/len").asString("");
    if (value.has("range")) return value.at("/range/0").asString("") + "-" + value.at("/range/1")
        .asString("");
    if (value.has("concat")) return String.join(" . ", value.get("concat").valueStream().map(NftText::value).toList());
    if (value.has("set")) return "{ " + values(value.get("set")) + " }";
    if (value.isArray()) return values(value);
    return value.isObject() ? String.join(" ", value.propertyNames()) : value.asString("");
  }

  private static String values(JsonNode list) {
    var words = new ArrayList<String>();
    list.forEach(part -> words.add(value(part)));
    return String.join(", ", List.copyOf(words));
  }

  private NftText() {}
}
