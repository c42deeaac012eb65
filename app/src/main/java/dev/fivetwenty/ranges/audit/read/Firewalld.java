package dev.fivetwenty.ranges.audit.read;

import dev.fivetwenty.ranges.AddressSet;
import dev.fivetwenty.ranges.audit.filter.Chain;
import dev.fivetwenty.ranges.audit.filter.Condition;
import dev.fivetwenty.ranges.audit.filter.Filter;
import dev.fivetwenty.ranges.audit.filter.FilterKind;
import dev.fivetwenty.ranges.audit.filter.Rule;
import dev.fivetwenty.ranges.audit.filter.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.w3c.dom.Element;

/// Reads the XML files of firewalld: zones, and the sets that they name.
///
/// A zone with sources takes their packets before any other; of the rest one zone without sources
/// decides. Within a zone rich rules are asked by priority, those that keep out before those that
/// let in, then services and ports, then the target of the zone.
final class Firewalld {

  /// Services that firewalld defines, with their TCP ports.
  private static final Map<String, String> SERVICES =
      Map.ofEntries(
          Map.entry("http", "80"), Map.entry("https", "443"), Map.entry("ssh", "22"),
              Map.entry("cockpit", "9090"),
          Map.entry("smtp", "25"), Map.entry("smtps", "465"), Map.entry("imap", "143"),
              Map.entry("imaps", "993"),
          Map.entry("pop3", "110"), Map.entry("pop3s", "995"), Map.entry("ftp", "21"),
              Map.entry("dns", "53"),
          Map.entry("mysql", "3306"), Map.entry("postgresql", "5432"), Map.entry("redis", "6379"));

  /// Services without a TCP port.
  private static final List<String> NOT_TCP =
      List.of("http3", "dhcpv6-client", "dhcp", "dhcpv6", "mdns", "ntp", "tftp", "wireguard",
          "samba-client", "snmp");

  /// @param sources whose packets it takes; empty for the zone of everybody
  private record Zone(String name, List<Condition> sources, List<Rule> rules, Rule end) {}

  private final List<Zone> zones = new ArrayList<>();
  private final Map<Condition.InSet, Condition> sets = new LinkedHashMap<>();
  private String names = "";
  private int order;

  static boolean fits(String text) {
    return text.contains("<zone") || text.contains("<ipset");
  }

  void add(SourceText source) {
    Element root = Xml.root(source.text());
    if (root.getTagName().equals("ipset")) {
      set(source, root);
      return;
    }
    if (!root.getTagName().equals("zone")) throw new UnreadableFilter("this is neither a zone nor an ipset: " + root.getTagName());
    names = names.isEmpty() ? source.name() : names + ", " + source.name();
    zones.add(zone(source, root));
  }

  private void set(SourceText source, Element root) {
    String name = source.file().replaceFirst("\\.xml$", "");
    boolean senders = List.of("hash:ip", "hash:net").contains(root.getAttribute("type"));
    var entries = Xml.children(root, "entry").stream()
        .map(e -> AddressSet.of(e.getTextContent().strip())).toList();
    boolean all = senders && entries.stream().allMatch(Optional::isPresent);
    sets.put(new Condition.InSet(name, "src"),
        all ? new Condition.Sources(AddressSet.union(entries.stream().map(Optional::get).toList()))
            : new Condition.Untold("the set " + name + " is of a kind that is not understood"));
  }

  private Zone zone(SourceText source, Element root) {
    String name = source.file().replaceFirst("\\.xml$", "");
    var sources = Xml.children(root, "source").stream().map(s -> sender(s, "")).toList();
    var rich = Xml.children(root, "rule").stream().sorted(Comparator.comparingInt(Firewalld::priority))
        .toList();
    var rules = new ArrayList<Rule>();
    rich.stream().filter(r -> priority(r) < 0).forEach(r -> rules.add(rich(r)));
    rich.stream().filter(r -> priority(r) == 0 && !accepts(r)).forEach(r -> rules.add(rich(r)));
    rich.stream().filter(r -> priority(r) == 0 && accepts(r)).forEach(r -> rules.add(rich(r)));
    for (Element service : Xml.children(root, "service")) {
      rules.add(rule("service " + service.getAttribute("name"), List.of(service(service)), Target.ACCEPT));
    }
    for (Element port : Xml.children(root, "port")) {
      rules.add(rule("port " + port.getAttribute("port"), List.of(port(port)), Target.ACCEPT));
    }
    rich.stream().filter(r -> priority(r) > 0).forEach(r -> rules.add(rich(r)));
    for (Element forward : Xml.children(root, "forward-port")) {
      rules.addFirst(rule("forward-port " + forward.getAttribute("port"), List.of(port(forward)),
          new Target.Elsewhere("it is forwarded, and other rules decide there")));
    }
    return new Zone(name, sources, rules, end(name, root.getAttribute("target")));
  }

  private static Rule end(String zone, String target) {
    String text = "target of zone " + zone + ": " + (target.isEmpty() ? "default" : target);
    return Simple.end(text, target.equals("ACCEPT") ? Target.ACCEPT : new Target.Block("reject"));
  }

  private static int priority(Element rule) {
    String priority = rule.getAttribute("priority");
    return priority.matches("-?[0-9]{1,6}") ? Integer.parseInt(priority) : 0;
  }

  private static boolean accepts(Element rule) {
    return !Xml.children(rule, "accept").isEmpty();
  }

  private Rule rule(String text, List<Condition> conditions, Target target) {
    order++;
    return new Rule("entry " + order, order, text, conditions, target);
  }

  private Rule rich(Element rule) {
    var conditions = new ArrayList<Condition>();
    String family = rule.getAttribute("family");
    if (family.equals("ipv4")) conditions.add(new Condition.Sources(AddressSet.IPV4));
    if (family.equals("ipv6")) conditions.add(new Condition.Sources(AddressSet.IPV6));
    Target target = Target.CONTINUE;
    for (Element part : Xml.children(rule, "")) {
      switch (part.getTagName()) {
        case "source" -> conditions.add(sender(part, family));
        case "service" -> conditions.add(service(part));
        case "port" -> conditions.add(port(part));
        case "accept" -> target = limited(part, Target.ACCEPT, conditions);
        case "reject", "drop" -> target = limited(part, new Target.Block(part.getTagName()), conditions);
        case "protocol" -> conditions.add(new Condition.Known(part.getAttribute("value").matches("tcp|6")));
        case "icmp-block", "icmp-type" -> conditions.add(new Condition.Known(false));
        case "forward-port" -> {
          conditions.add(port(part));
          target = new Target.Elsewhere("it is forwarded, and other rules decide there");
        }
        case "log", "audit", "nflog", "mark", "masquerade" -> {}
        default -> conditions.add(new Condition.Untold(part.getTagName() + " is not understood"));
      }
    }
    return rule("rich rule " + Xml.brief(rule), conditions, target);
  }

  private static Target limited(Element action, Target target, List<Condition> conditions) {
    if (!Xml.children(action, "limit").isEmpty()) {
      conditions.add(new Condition.Untold("a limit meets some packets and not others"));
    }
    return target;
  }

  private static Condition sender(Element source, String family) {
    boolean inverted = source.getAttribute("invert").matches("(?i)true|yes");
    String set = source.getAttribute("ipset");
    String address = source.getAttribute("address");
    Condition condition =
        !set.isEmpty() ? new Condition.InSet(set, "src")
            : address.isEmpty() ? new Condition.Untold("a source without an address")
                : Simple.sources(address);
    return Condition.unless(inverted, condition);
  }

  private static Condition service(Element service) {
    String name = service.getAttribute("name");
    if (NOT_TCP.contains(name)) return new Condition.Known(false);
    return SERVICES.containsKey(name)
        ? Simple.ports(SERVICES.get(name))
        : new Condition.Untold("which ports the service " + name + " has is not known");
  }

  private static Condition port(Element port) {
    return port.getAttribute("protocol").equals("tcp")
        ? Simple.ports(port.getAttribute("port"))
        : new Condition.Known(false);
  }

  /// Returns the filter of all files so far; empty where there were only sets.
  Optional<Filter> filter() {
    if (zones.isEmpty()) return Optional.empty();
    var chains = new LinkedHashMap<String, Chain>();
    var choice = new ArrayList<Rule>();
    for (Zone zone : zones) {
      var rules = new ArrayList<>(zone.rules());
      // The end of a zone is final: there is no way back.
      rules.add(zone.end());
      chains.put(zone.name(), new Chain(zone.name(), rules, Optional.empty()));
      for (Condition source : zone.sources()) {
        choice.add(rule("sources of zone " + zone.name(), List.of(source), new Target.Goto(zone.name())));
      }
    }
    choice.addAll(everybody());
    Rule none = Simple.end("no zone takes it",
        new Target.Elsewhere("the zone of everybody else is not among the files"));
    chains.put("zones", new Chain("zones", choice, Optional.of(none)));
    return Optional.of(new Filter(FilterKind.FIREWALLD, names, AddressSet.ALL,
        List.of(new Filter.Stage("zones", AddressSet.ALL)), chains, sets));
  }

  private List<Rule> everybody() {
    var open = zones.stream().filter(z -> z.sources().isEmpty()).toList();
    boolean several = open.size() > 1;
    return open.stream()
        .map(zone -> rule("zone " + zone.name(),
            several ? List.<Condition>of(new Condition.Untold("which of several zones has the interface is not known")) : List.of(),
            new Target.Goto(zone.name())))
        .toList();
  }
}
