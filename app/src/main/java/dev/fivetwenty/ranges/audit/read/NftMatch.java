package dev.fivetwenty.ranges.audit.read;

import dev.fivetwenty.ranges.AddressSet;
import dev.fivetwenty.ranges.audit.filter.Condition;
import dev.fivetwenty.ranges.audit.filter.Ports;
import dev.fivetwenty.ranges.audit.filter.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Reads what nftables compares in a rule.
///
/// A comparison also asks for the protocol that has the field: `ip saddr != 10.0.0.1` meets no IPv6.
final class NftMatch {

  private static final int LAST_PORT = 65_535;
  private static final int TCP = 6;

  private static final Set<String> FLAGS = Set.of("fin", "syn", "rst", "psh", "ack", "urg", "ecn", "cwr");
  private static final Set<String> STATES = Set.of("invalid", "established", "related", "new", "untracked");

  /// Fields that can be compared by size.
  private static final Set<String> ORDERED = Set.of("ip saddr", "ip6 saddr", "tcp dport", "th dport");

  /// Protocols that the packet does not have.
  private static final Set<String> OTHERS =
      Set.of("udp", "icmp", "icmpv6", "igmp", "sctp", "udplite", "dccp", "esp", "ah", "arp");

  private final String table;
  private final List<String> ways;
  private final NftSets sets;

  /// @param table family and name, before the names of sets
  /// @param ways  names of interfaces by which packets come from outside
  NftMatch(String table, List<String> ways, NftSets sets) {
    this.table = table;
    this.ways = ways;
    this.sets = sets;
  }

  /// Returns the conditions of `{"op", "left", "right"}`.
  List<Condition> of(JsonNode match) {
    return of(match.path("left"), match.path("op").asString("=="), match.path("right"));
  }

  List<Condition> of(JsonNode left, String op, JsonNode right) {
    // `!` asks whether none of several flags is set.
    boolean negated = op.equals("!=") || op.equals("!");
    if (left.has("exthdr")) return List.of(new Condition.Known(right.isBoolean() && right.asBoolean() == negated));
    var conditions = protocols(left);
    conditions.add(Condition.unless(negated, compared(left, negated ? op.equals("!") ? "in" : "==" : op, right)));
    return conditions;
  }

  /// Returns the conditions of a packet that has none of several values.
  List<Condition> none(JsonNode left, List<JsonNode> values) {
    var conditions = protocols(left);
    conditions.add(new Condition.Not(any(left, values)));
    return conditions;
  }

  private Condition any(JsonNode left, List<JsonNode> values) {
    return new Condition.Any(values.stream().map(value -> List.of(compared(left, "==", value))).toList());
  }

  /// What a packet has to be so that it has the field at all.
  private static List<Condition> protocols(JsonNode left) {
    var conditions = new ArrayList<Condition>();
    left.path("concat").forEach(part -> conditions.addAll(protocols(part)));
    if (left.has("&")) conditions.addAll(protocols(left.path("&").path(0)));
    String protocol = left.path("payload").path("protocol").asString("");
    if (protocol.equals("ip")) conditions.add(new Condition.Sources(AddressSet.IPV4));
    if (protocol.equals("ip6")) conditions.add(new Condition.Sources(AddressSet.IPV6));
    if (OTHERS.contains(protocol)) conditions.add(new Condition.Known(false));
    return conditions;
  }

  private Condition compared(JsonNode left, String op, JsonNode right) {
    if (right.asString("").startsWith("@")) return named(left, right.asString());
    if (left.has("concat")) return joined(left.path("concat"), op, right);
    String field = field(left);
    if (!Set.of("==", "in").contains(op) && !ORDERED.contains(field)) return new Condition.Untold(field + " " + op + " is not understood");
    return switch (field) {
      case "ip saddr" -> senders(AddressSet.IPV4, op, right);
      case "ip6 saddr" -> senders(AddressSet.IPV6, op, right);
      case "masked ip saddr" -> masked(left.path("&").path(1), right);
      case "tcp dport", "th dport" -> port(op, right);
      case "ip protocol", "ip6 nexthdr", "meta l4proto" -> protocol(right);
      case "meta nfproto", "meta protocol" -> family(right);
      case "meta iifname", "meta iif" -> ways(right);
      case "meta oifname", "meta oif" -> new Condition.Known(false);
      case "meta pkttype" -> word(right, Set.of("host", "unicast")::contains);
      case "ct state" -> state(words(STATES, op, right, "new"));
      case "masked ct state" -> state(masked(STATES, left, right, "new"));
      case "ct direction" -> word(right, "original"::equals);
      case "ct status" -> word(right, _ -> false);
      case "tcp flags" -> words(FLAGS, op, right, "syn");
      case "masked tcp flags" -> masked(FLAGS, left, right, "syn");
      case "fib daddr type", "fib daddr,iif type" -> word(right, "local"::equals);
      default -> new Condition.Untold(field + " is not known of the packet");
    };
  }

  /// What rules put into a set may be there, and what is there now is.
  private Condition named(JsonNode left, String name) {
    NftSets.Content content = sets.content(table, name);
    if (content.elements().isEmpty()) return new Condition.Untold(content.why());
    JsonNode set = JsonNodeFactory.instance.objectNode().set("set", content.elements().get());
    Condition member = compared(left, "==", set);
    if (content.why().isEmpty()) return member;
    return new Condition.Any(List.of(List.of(member), List.of(new Condition.Untold(content.why()))));
  }

  /// `ip saddr . tcp dport` has values whose parts belong to its own.
  private Condition joined(JsonNode parts, String op, JsonNode right) {
    var ways = new ArrayList<List<Condition>>();
    for (JsonNode value : each(right)) {
      JsonNode values = value.path("concat");
      if (values.size() != parts.size() || !Set.of("==", "in").contains(op)) {
        return new Condition.Untold("these are not understood: " + op + " " + value);
      }
      var way = new ArrayList<Condition>();
      for (int i = 0; i < parts.size(); i++) way.add(compared(parts.path(i), "==", values.path(i)));
      ways.add(way);
    }
    return new Condition.Any(ways);
  }

  private static String field(JsonNode left) {
    JsonNode payload = left.path("payload");
    if (payload.has("field")) {
      return payload.path("protocol").asString("") + " " + payload.path("field").asString("");
    }
    if (left.has("meta")) return "meta " + left.path("meta").path("key").asString("");
    if (left.has("ct")) return "ct " + left.path("ct").path("key").asString("");
    if (left.has("fib")) {
      return "fib " + left.at("/fib/flags").toString().replaceAll("[\\[\\]\"]", "") + " "
          + left.at("/fib/result").asString("");
    }
    // `tcp flags & (fin | syn) == syn` compares with a mask.
    if (left.has("&")) return "masked " + field(left.path("&").path(0));
    return left.isObject() ? String.join(" ", left.propertyNames()) : left.toString();
  }

  private static Condition senders(AddressSet family, String op, JsonNode right) {
    Optional<AddressSet> addresses = elements(right);
    if (addresses.isPresent() && !op.equals("==") && !op.equals("in")) {
      // All up to the value that it is compared with.
      addresses = AddressSet.of((family.equals(AddressSet.IPV4) ? "0.0.0.0-" : "::-") + right.asString(""))
          .map(upTo -> upTo.or(elements(right).orElseThrow()));
    }
    return addresses
        .<Condition>map(found -> new Condition.Sources(switch (op) {
          case "<" -> found.minus(elements(right).orElseThrow());
          case ">" -> family.minus(found);
          case ">=" -> family.minus(found.minus(elements(right).orElseThrow()));
          default -> found;
        }))
        .orElseGet(() -> new Condition.Untold("these are no addresses: " + op + " " + right));
  }

  private static Condition masked(JsonNode mask, JsonNode right) {
    return Simple.sources(right.asString("") + "/" + mask.asString("?"));
  }

  /// Returns the addresses of a value, a list or a set; empty where one is none.
  static Optional<AddressSet> elements(JsonNode value) {
    var sets = new ArrayList<AddressSet>();
    for (JsonNode each : each(value)) {
      Optional<AddressSet> set = AddressSet.of(address(each));
      if (set.isEmpty()) return Optional.empty();
      sets.add(set.get());
    }
    return Optional.of(AddressSet.union(sets));
  }

  private static String address(JsonNode value) {
    if (value.has("prefix")) {
      return value.at("/prefix/addr").asString("") + "/" + value.at("/prefix/len").asString("");
    }
    if (value.has("range")) return value.at("/range/0").asString("") + "-" + value.at("/range/1")
        .asString("");
    return value.asString("");
  }

  /// Returns the values of a list or set, without the time that an element has left.
  static List<JsonNode> each(JsonNode value) {
    if (value.has("set")) return each(value.get("set"));
    if (value.has("elem")) return each(value.get("elem").has("val") ? value.get("elem").get("val")
        : value.get("elem"));
    if (!value.isArray()) return List.of(value);
    var values = new ArrayList<JsonNode>();
    value.forEach(part -> values.addAll(each(part)));
    return values;
  }

  private static Condition port(String op, JsonNode right) {
    if (each(right).isEmpty()) return new Condition.Known(false);
    Optional<Condition> ports =
        switch (op) {
          case "==", "in" -> ports(right);
          case "<", "<=", ">", ">=" -> bound(op, right.asInt(-1));
          default -> Optional.empty();
        };
    return ports.orElseGet(() -> new Condition.Untold("these are no ports: " + op + " " + right));
  }

  private static Optional<Condition> bound(String op, int value) {
    if (value < 0) return Optional.empty();
    Ports ports =
        switch (op) {
          case "<" -> Ports.between(0, value - 1);
          case "<=" -> Ports.between(0, value);
          case ">" -> Ports.between(value + 1, LAST_PORT);
          default -> Ports.between(value, LAST_PORT);
        };
    return Optional.of(new Condition.To(ports));
  }

  private static Optional<Condition> ports(JsonNode right) {
    var words = new ArrayList<String>();
    for (JsonNode each : each(right)) {
      words.add(each.has("range")
          ? each.at("/range/0").asString("") + ":" + each.at("/range/1").asString("") : each.asString(""));
    }
    return Ports.of(String.join(",", words)).map(Condition.To::new);
  }

  /// A word, or any of several.
  private static Condition word(JsonNode right, Predicate<String> known) {
    var values = each(right);
    return values.stream().allMatch(JsonNode::isValueNode)
        ? new Condition.Known(values.stream().anyMatch(value -> known.test(value.asString(""))))
        : new Condition.Untold("this is not understood: " + right);
  }

  private static Condition protocol(JsonNode right) {
    var ranges = each(right).stream().filter(value -> value.has("range")).map(value -> value.path("range")).toList();
    if (ranges.stream().anyMatch(range -> range.path(0).asInt(TCP + 1) <= TCP && TCP <= range.path(1).asInt(TCP - 1))) {
      return new Condition.Known(true);
    }
    return ranges.isEmpty() ? word(right, Set.of("tcp", "6")::contains)
        : new Condition.Untold("these protocols are not understood: " + right);
  }

  private static Condition family(JsonNode right) {
    Function<String, AddressSet> family =
        word -> switch (word) {
          case "ipv4", "ip" -> AddressSet.IPV4;
          case "ipv6", "ip6" -> AddressSet.IPV6;
          default -> AddressSet.NONE;
        };
    return new Condition.Sources(
        AddressSet.union(each(right).stream().map(w -> family.apply(w.asString(""))).toList()));
  }

  /// Returns whether packets come by one of these devices.
  Condition ways(JsonNode right) {
    Reach reach = Reach.NOBODY;
    String why = "the interface is not known";
    for (JsonNode each : each(right)) {
      if (!each.isString()) return new Condition.Partly(Reach.UNTOLD, "by which interface packets come here is not known");
      switch (Interfaces.comesBy(each.asString(""), ways)) {
        case Condition.Known(boolean met) -> reach = reach.or(Reach.of(met));
        case Condition.Untold(String reason) -> {
          reach = reach.or(Reach.UNTOLD);
          why = reason;
        }
        default -> reach = reach.or(Reach.UNTOLD);
      }
    }
    return new Condition.Partly(reach, why);
  }

  private Condition state(Condition condition) {
    return sets.isStateUnsure()
        ? new Condition.Untold("rules take packets out of connection tracking, which are not new then")
        : condition;
  }

  /// Of the words that a packet may have it has one. `in` asks whether any of these is set; a set has
  /// values, one of which has to be the same.
  private static Condition words(Set<String> known, String op, JsonNode right, String only) {
    if (right.has("set")) {
      return new Condition.Any(
          each(right).stream().map(value -> List.of(words(known, "==", value, only))).toList());
    }
    List<String> words = words(right);
    if (!known.containsAll(words)) return new Condition.Untold("these words are not understood: " + right);
    return new Condition.Known(op.equals("in") ? words.contains(only) : words.equals(List.of(only)));
  }

  /// Compares what is left of the words under a mask.
  private static Condition masked(Set<String> known, JsonNode left, JsonNode right, String only) {
    List<String> mask = words(left.path("&").path(1));
    List<String> words = words(right).stream().filter(w -> !w.equals("0")).toList();
    if (right.has("set") || !known.containsAll(mask) || !known.containsAll(words)) {
      return new Condition.Untold("these words are not understood: " + right);
    }
    return new Condition.Known(words.equals(mask.contains(only) ? List.of(only) : List.of()));
  }

  /// Returns the words of a value, a list, or several joined by `|`.
  private static List<String> words(JsonNode value) {
    return each(value.has("|") ? value.get("|") : value).stream()
        .flatMap(v -> v.has("|") ? words(v).stream() : Stream.of(v.asString("")))
        .toList();
  }
}
