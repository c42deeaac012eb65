package dev.fivetwenty.ranges.audit.read;

import dev.fivetwenty.ranges.AddressSet;
import dev.fivetwenty.ranges.audit.filter.Condition;
import dev.fivetwenty.ranges.audit.filter.Ports;
import dev.fivetwenty.ranges.audit.filter.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Reads what nftables compares in a rule.
///
/// A comparison also asks for the protocol that has the field: `ip saddr != 10.0.0.1` meets no IPv6.
final class NftMatch {

  private static final int LAST_PORT = 65_535;

  private static final Set<String> FLAGS = Set.of("fin", "syn", "rst", "psh", "ack", "urg", "ecn", "cwr");

  private final String table;
  private final List<String> ways;
  private final Map<String, JsonNode> portSets;

  /// @param table    family and name, before the names of sets
  /// @param portSets elements of the sets of ports, by table and name
  NftMatch(String table, List<String> ways, Map<String, JsonNode> portSets) {
    this.table = table;
    this.ways = ways;
    this.portSets = portSets;
  }

  /// Returns the conditions of `{"op", "left", "right"}`.
  List<Condition> of(JsonNode match) {
    String op = match.path("op").asString("==");
    return of(match.path("left"), op, match.path("right"));
  }

  List<Condition> of(JsonNode left, String op, JsonNode right) {
    String field = field(left);
    // `!` asks whether none of several flags is set.
    boolean negated = op.equals("!=") || op.equals("!");
    boolean simple = Set.of("==", "!=", "in", "!").contains(op);
    if (!simple && !field.endsWith("dport") && !otherProtocol(left)) {
      return List.of(new Condition.Untold(field + " " + op + " is not understood"));
    }
    return switch (field) {
      case "ip saddr" -> of(AddressSet.IPV4, negated, senders(right));
      case "ip6 saddr" -> of(AddressSet.IPV6, negated, senders(right));
      case "tcp dport", "th dport" -> List.of(port(op, right));
      case "ip protocol" -> of(AddressSet.IPV4, negated,
          word(right, w -> w.equals("tcp") || w.equals("6")));
      case "ip6 nexthdr" -> of(AddressSet.IPV6, negated,
          word(right, w -> w.equals("tcp") || w.equals("6")));
      case "meta l4proto" -> one(negated, word(right, w -> w.equals("tcp") || w.equals("6")));
      case "meta nfproto", "meta protocol" -> one(negated, family(right));
      case "meta iifname", "meta iif" -> one(negated, ways(right));
      case "meta oifname", "meta oif" -> one(false, new Condition.Known(false));
      case "meta pkttype" -> one(negated, word(right, w -> w.equals("host") || w.equals("unicast")));
      case "ct state" -> one(negated, word(right, w -> w.equals("new")));
      case "ct status" -> one(negated, word(right, _ -> false));
      case "tcp flags" -> one(negated, flags(op, right));
      case "masked tcp flags" -> one(negated, flags(words(left.path("&").path(1)), right));
      case "fib daddr type" -> one(negated, word(right, w -> w.equals("local")));
      default -> otherProtocol(left)
          ? List.of(new Condition.Known(false))
          : List.of(new Condition.Untold(field + " is not known of the packet"));
    };
  }

  private static List<Condition> one(boolean negated, Condition condition) {
    return List.of(Condition.unless(negated, condition));
  }

  private static List<Condition> of(AddressSet family, boolean negated, Condition condition) {
    return List.of(new Condition.Sources(family), Condition.unless(negated, condition));
  }

  /// A field of a protocol that the packet does not have.
  private static boolean otherProtocol(JsonNode left) {
    return Set.of("udp", "icmp", "icmpv6", "igmp", "sctp", "udplite", "esp", "ah", "arp")
        .contains(left.path("payload").path("protocol").asString(""));
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

  private Condition senders(JsonNode right) {
    if (right.asString("").startsWith("@")) {
      return new Condition.InSet(table + "/" + right.asString().substring(1));
    }
    return elements(right)
        .<Condition>map(Condition.Sources::new)
        .orElseGet(() -> new Condition.Untold("these are no addresses: " + right));
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

  private Condition port(String op, JsonNode given) {
    String name = given.asString("");
    JsonNode right = name.startsWith("@") ? portSets.get(table + "/" + name.substring(1)) : given;
    if (right == null) return new Condition.Untold("there is no set of ports " + name);
    if (right.isEmpty() && right.isArray()) return Condition.unless(op.equals("!="),
        new Condition.Known(false));
    Optional<Condition> ports =
        switch (op) {
          case "==", "!=", "in" -> ports(right).map(c -> Condition.unless(op.equals("!="), c));
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
    if (right.asString("").startsWith("@")) return new Condition.Untold("the set " + right.asString()
        + " is not looked into");
    return new Condition.Known(each(right).stream().map(w -> w.asString("")).anyMatch(known));
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

  private Condition ways(JsonNode right) {
    Reach reach = Reach.NOBODY;
    String why = "";
    for (JsonNode each : each(right)) {
      switch (Interfaces.comesBy(each.asString(""), ways)) {
        case Condition.Known(boolean met) -> reach = reach.or(Reach.of(met));
        case Condition.Untold(String reason) -> {
          reach = reach.or(Reach.UNTOLD);
          why = reason;
        }
        default -> reach = reach.or(Reach.UNTOLD);
      }
    }
    return why.isEmpty() ? new Condition.Partly(reach, "the interface is not known")
        : new Condition.Partly(reach, why);
  }

  /// Only SYN is set. `in` (`tcp flags syn`) and `!` ask whether any of these is set.
  private static Condition flags(String op, JsonNode right) {
    List<String> words = words(right);
    if (!FLAGS.containsAll(words)) return new Condition.Untold("these flags are not understood: " + right);
    return new Condition.Known(op.equals("in") || op.equals("!") ? words.contains("syn")
        : words.equals(List.of("syn")));
  }

  /// Compares what is left of the flags under a mask.
  private static Condition flags(List<String> mask, JsonNode right) {
    List<String> words = words(right).stream().filter(w -> !w.equals("0")).toList();
    if (!FLAGS.containsAll(mask) || !FLAGS.containsAll(words)) {
      return new Condition.Untold("these flags are not understood: " + right);
    }
    return new Condition.Known(words.equals(mask.contains("syn") ? List.of("syn") : List.of()));
  }

  /// Returns the words of a value, a list, or several joined by `|`.
  private static List<String> words(JsonNode value) {
    return each(value.has("|") ? value.get("|") : value).stream()
        .flatMap(v -> v.has("|") ? words(v).stream() : Stream.of(v.asString("")))
        .toList();
  }
}
