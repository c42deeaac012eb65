package dev.fivetwenty.ranges.audit.read;

import dev.fivetwenty.ranges.AddressSet;
import dev.fivetwenty.ranges.audit.filter.Condition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Reads what `ipset save` prints: sets that iptables' rules name.
final class IpsetSave {

  /// Kinds of sets whose members are senders, ports, and both.
  private static final Set<String> SENDERS = Set.of("hash:ip", "hash:net", "bitmap:ip");
  private static final Set<String> PORTS = Set.of("bitmap:port");
  private static final Set<String> BOTH = Set.of("hash:ip,port", "hash:net,port");

  private final Map<String, Kind> kinds = new LinkedHashMap<>();
  private final Map<String, List<Member>> members = new LinkedHashMap<>();

  /// @param mask the prefix length that members are cut to, with its slash; empty for none
  private record Kind(String type, String mask) {}

  /// @param in false for an exception (`nomatch`)
  private record Member(String text, boolean in) {}

  static boolean fits(String text) {
    return text.lines().anyMatch(line -> line.matches("create \\S+ (hash|bitmap|list):.*"));
  }

  /// Returns what being in each set means; a kind of set that holds anything else cannot be told.
  static Map<Condition.InSet, Condition> read(SourceText source) {
    var reader = new IpsetSave();
    int number = 0;
    for (String line : source.lines()) reader.line(++number, line.strip());
    var sets = new LinkedHashMap<Condition.InSet, Condition>();
    reader.kinds.forEach((name, kind) -> sets.put(new Condition.InSet(name, asked(kind)), reader.set(name)));
    return sets;
  }

  private void line(int number, String line) {
    List<String> words = ShellWords.of(line);
    if (words.size() < 3) return;
    String name = words.get(1);
    switch (words.getFirst()) {
      case "create" -> {
        int mask = words.indexOf("netmask");
        boolean masked = mask > 0 && mask + 1 < words.size();
        kinds.putIfAbsent(name, new Kind(words.get(2), masked ? "/" + words.get(mask + 1) : ""));
      }
      case "add" -> add(number, name, words);
      default -> {}
    }
  }

  private void add(int number, String name, List<String> words) {
    Kind kind = kinds.get(name);
    if (kind == null) throw new UnreadableFilter("line " + number + ": there is no set " + name);
    String text = words.get(2) + kind.mask();
    String address = BOTH.contains(kind.type()) ? text.split(",", 2)[0] : text;
    boolean isSender = SENDERS.contains(kind.type()) || BOTH.contains(kind.type());
    if (isSender && AddressSet.of(address).isEmpty()) {
      throw new UnreadableFilter("line " + number + ": this is no address: " + words.get(2));
    }
    members.computeIfAbsent(name, _ -> new ArrayList<>()).add(new Member(text, !words.contains("nomatch")));
  }

  /// What rules ask of a packet when they look for it in such a set; a list of sets holds senders.
  private static String asked(Kind kind) {
    return BOTH.contains(kind.type()) ? "src,dst" : PORTS.contains(kind.type()) ? "dst" : "src";
  }

  private Condition set(String name) {
    Kind kind = kinds.get(name);
    var content = members.getOrDefault(name, List.of());
    if (kind != null && SENDERS.contains(kind.type())) return new Condition.Sources(senders(content));
    if (kind != null && PORTS.contains(kind.type())) return any(content, member -> List.of(Simple.ports(member.text())));
    if (kind != null && BOTH.contains(kind.type())) return sendersAndPorts(content);
    if (kind != null && kind.type().equals("list:set")) return any(content, member -> List.of(listed(member.text())));
    return new Condition.Untold("the set " + name + " is of a kind that is not understood");
  }

  /// A list does not hold lists.
  private Condition listed(String name) {
    Kind kind = kinds.get(name);
    return kind != null && SENDERS.contains(kind.type()) ? set(name)
        : new Condition.Untold("the set " + name + " is of a kind that is not understood in a list");
  }

  private static Condition any(List<Member> members, Function<Member, List<Condition>> way) {
    return new Condition.Any(members.stream().map(way).toList());
  }

  /// An exception is one to its own port: `203.0.113.9,tcp:80 nomatch`.
  private static Condition sendersAndPorts(List<Member> members) {
    Map<String, List<Member>> byPort = new LinkedHashMap<>();
    for (Member member : members) {
      String[] parts = member.text().split(",", 2);
      byPort.computeIfAbsent(parts.length < 2 ? "" : parts[1], _ -> new ArrayList<>())
          .add(new Member(parts[0], member.in()));
    }
    var ways = new ArrayList<List<Condition>>();
    byPort.forEach((port, blocks) -> ways.add(List.of(new Condition.Sources(senders(blocks)), port(port))));
    return new Condition.Any(ways);
  }

  /// `tcp:80`, or `80`, which is the same.
  private static Condition port(String text) {
    boolean other = text.contains(":") && !text.startsWith("tcp:");
    return other ? new Condition.Known(false) : Simple.ports(text.replace("tcp:", ""));
  }

  /// The smallest block that holds an address decides on it.
  private static AddressSet senders(List<Member> members) {
    if (members.stream().allMatch(Member::in)) return AddressSet.union(members.stream().map(IpsetSave::block).toList());
    AddressSet set = AddressSet.NONE;
    var largestFirst = Comparator.comparing((Member m) -> block(m).size()).reversed();
    for (Member member : members.stream().sorted(largestFirst).toList()) {
      set = member.in() ? set.or(block(member)) : set.minus(block(member));
    }
    return set;
  }

  private static AddressSet block(Member member) {
    return AddressSet.of(member.text()).orElseThrow();
  }
}
