package dev.fivetwenty.ranges.audit.read;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// The named sets and maps of a dump, and what its rules do to them.
final class NftSets {

  /// Elements by table and name; a set without any has an empty list.
  private final Map<String, JsonNode> elements = new LinkedHashMap<>();

  /// Those that rules put senders into.
  private final Set<String> filled = new HashSet<>();

  /// Those that rules take senders out of.
  private final Set<String> emptied = new HashSet<>();

  private boolean notracks;

  /// @param elements empty where they cannot be told
  /// @param why      what cannot be told; empty where all is known
  record Content(Optional<JsonNode> elements, String why) {}

  static NftSets of(JsonNode objects) {
    var sets = new NftSets();
    for (JsonNode object : objects) {
      sets.define(object.path("set"));
      sets.define(object.path("map"));
      JsonNode rule = object.path("rule");
      rule.path("expr").forEach(statement -> sets.use(table(rule), statement));
    }
    return sets;
  }

  /// Returns the family and the name of the table that an object is in.
  static String table(JsonNode object) {
    return object.path("family").asString("") + " " + object.path("table").asString("");
  }

  private void define(JsonNode set) {
    if (!set.has("name")) return;
    JsonNode given = set.path("elem");
    elements.put(table(set) + "/" + set.path("name").asString(""),
        given.isMissingNode() ? JsonNodeFactory.instance.arrayNode() : given);
  }

  private void use(String table, JsonNode statement) {
    notracks |= statement.has("notrack");
    for (String kind : new String[] {"set", "map"}) {
      JsonNode change = statement.path(kind);
      String name = change.path(kind).asString("");
      if (!name.startsWith("@")) continue;
      Set<String> changed = change.path("op").asString("").equals("delete") ? emptied : filled;
      changed.add(table + "/" + name.substring(1));
    }
  }

  /// Says whether some packets are taken out of connection tracking, and have no state.
  boolean isStateUnsure() {
    return notracks;
  }

  /// Returns what is in a set that is named as rules do, `@name`.
  Content content(String table, String reference) {
    String name = reference.substring(1);
    JsonNode found = elements.get(table + "/" + name);
    if (found == null) return new Content(Optional.empty(), "there is no set or map " + name);
    if (emptied.contains(table + "/" + name)) return new Content(Optional.empty(), "rules take senders out of " + name);
    if (found.isEmpty() && isBrief()) {
      return new Content(
          Optional.empty(),
          "the dump has no elements of " + name + ", as nft --terse leaves them out: nft -j list ruleset shows them,"
              + " and nft list set " + table + " " + name + " whether it is empty");
    }
    String why = filled.contains(table + "/" + name) ? "rules put senders into " + name : "";
    return new Content(Optional.of(found), why);
  }

  /// An empty set looks like one whose elements were left out, unless another one has some.
  private boolean isBrief() {
    return elements.values().stream().allMatch(JsonNode::isEmpty);
  }
}
