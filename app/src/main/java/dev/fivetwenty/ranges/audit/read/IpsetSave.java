package dev.fivetwenty.ranges.audit.read;

import dev.fivetwenty.ranges.AddressSet;
import dev.fivetwenty.ranges.audit.filter.Reach;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads what `ipset save` prints: sets that iptables' rules name.
final class IpsetSave {

  private final Map<String, String> types = new LinkedHashMap<>();
  private final Map<String, List<Member>> members = new LinkedHashMap<>();
  private final Map<String, List<String>> lists = new LinkedHashMap<>();

  /// @param in false for an exception (`nomatch`)
  private record Member(AddressSet block, boolean in) {}

  static boolean fits(String text) {
    return text.lines().anyMatch(line -> line.matches("create \\S+ (hash|bitmap|list):.*"));
  }

  /// Returns what is in each set; a kind of set that holds more than senders cannot be told.
  static Map<String, Reach> read(SourceText source) {
    var reader = new IpsetSave();
    int number = 0;
    for (String line : source.lines()) reader.line(++number, line.strip());
    var sets = new LinkedHashMap<String, Reach>();
    reader.types.keySet().forEach(name -> sets.put(name, reader.set(name)));
    return sets;
  }

  private void line(int number, String line) {
    List<String> words = ShellWords.of(line);
    if (words.size() < 3) return;
    switch (words.getFirst()) {
      case "create" -> types.put(words.get(1), words.get(2));
      case "add" -> add(number, words);
      default -> {}
    }
  }

  private void add(int number, List<String> words) {
    String name = words.get(1);
    String type = types.get(name);
    if (type == null) throw new UnreadableFilter("line " + number + ": there is no set " + name);
    if (type.startsWith("list:")) lists.computeIfAbsent(name, _ -> new ArrayList<>()).add(words.get(2));
    if (!holdsSenders(type)) return;
    Optional<AddressSet> member = AddressSet.of(words.get(2));
    if (member.isEmpty()) throw new UnreadableFilter("line " + number + ": this is no address: "
        + words.get(2));
    members.computeIfAbsent(name, _ -> new ArrayList<>())
        .add(new Member(member.get(), !words.contains("nomatch")));
  }

  private static boolean holdsSenders(String type) {
    return type.equals("hash:ip") || type.equals("hash:net") || type.equals("bitmap:ip");
  }

  private Reach set(String name) {
    String type = types.get(name);
    if (type.equals("list:set")) {
      return lists.getOrDefault(name, List.of()).stream()
          .map(part -> "list:set".equals(types.getOrDefault(part, "list:set")) ? Reach.UNTOLD : set(part))
          .reduce(Reach.NOBODY, Reach::or);
    }
    if (!holdsSenders(type)) return Reach.UNTOLD;
    return Reach.of(content(members.getOrDefault(name, List.of())));
  }

  /// The smallest block that holds an address decides on it.
  private static AddressSet content(List<Member> members) {
    if (members.stream().allMatch(Member::in)) {
      return AddressSet.union(members.stream().map(Member::block).toList());
    }
    AddressSet set = AddressSet.NONE;
    var largestFirst = Comparator.comparing((Member m) -> m.block().size()).reversed();
    for (Member member : members.stream().sorted(largestFirst).toList()) {
      set = member.in() ? set.or(member.block()) : set.minus(member.block());
    }
    return set;
  }
}
