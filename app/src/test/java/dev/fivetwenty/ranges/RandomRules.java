package dev.fivetwenty.ranges;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/// Rules made at random, in the words of iptables and of nftables, and what they do to one packet,
/// told by walking them for that packet alone: slow, plain, and without a line of what is tested.
///
/// Senders are 198.51.100.0 to .31 and 2001:db8::0 to ::1f; everything that is not for ports 80 and
/// 443 is let in, so that replies pass where real packets are sent.
public final class RandomRules {

  public static final int SENDERS = 32;
  public static final List<Integer> PORTS = List.of(80, 443);

  /// @param sources blocks of senders; empty for everybody
  /// @param port    0 for every port
  private record Rule(
      List<Block> sources, boolean notFrom, int port, boolean notTo, String protocol, String verdict) {}

  private record Block(boolean ipv6, int first, int bits) {
    boolean holds(boolean six, int sender) {
      return six == ipv6 && sender >> bits == first >> bits;
    }

    String text() {
      return ipv6
          ? "2001:db8::%x/%d".formatted(first, 128 - bits)
          : "198.51.100.%d/%d".formatted(first, 32 - bits);
    }
  }

  private final Random random;
  private final List<List<Rule>> chains = new ArrayList<>();
  private final boolean open;

  public RandomRules(long seed) {
    random = new Random(seed);
    open = random.nextBoolean();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) chains.add(chain(i, count));
  }

  private List<Rule> chain(int number, int count) {
    var rules = new ArrayList<Rule>();
    for (int i = random.nextInt(7); i >= 0; i--) rules.add(rule(number, count));
    return rules;
  }

  /// Jumps lead forward only, so there is no ring.
  private Rule rule(int number, int count) {
    var sources = new ArrayList<Block>();
    boolean ipv6 = random.nextInt(4) == 0;
    int blocks = random.nextInt(4);
    for (int i = blocks == 3 ? random.nextInt(3) + 1 : blocks > 0 ? 1 : 0; i > 0; i--) {
      int bits = random.nextInt(5);
      sources.add(new Block(ipv6, random.nextInt(SENDERS) >> bits << bits, bits));
    }
    int port = List.of(0, 0, 80, 443, 22).get(random.nextInt(5));
    String protocol = port > 0 ? "tcp" : List.of("", "", "tcp", "udp").get(random.nextInt(4));
    String verdict = List.of("accept", "reject", "return", "log", "jump", "goto").get(random.nextInt(6));
    boolean further = number + 1 < count;
    if (verdict.equals("jump") || verdict.equals("goto")) {
      verdict = further ? verdict + " c" + (number + 1 + random.nextInt(count - number - 1)) : "accept";
    }
    return new Rule(
        sources, !sources.isEmpty() && random.nextInt(4) == 0, port, port > 0 && random.nextInt(4) == 0, protocol, verdict);
  }

  /// Says whether a packet is let in.
  public boolean letsIn(boolean ipv6, int sender, int port) {
    String verdict = verdict(0, ipv6, sender, port);
    return verdict.isEmpty() ? open : verdict.equals("accept");
  }

  private String verdict(int chain, boolean ipv6, int sender, int port) {
    for (Rule rule : chains.get(chain)) {
      if (!meets(rule, ipv6, sender, port)) continue;
      if (rule.verdict.equals("accept") || rule.verdict.equals("reject")) return rule.verdict;
      if (rule.verdict.equals("return")) return "";
      if (rule.verdict.equals("log")) continue;
      String[] words = rule.verdict.split(" c");
      String there = verdict(Integer.parseInt(words[1]), ipv6, sender, port);
      if (!there.isEmpty() || words[0].equals("goto")) return there;
    }
    return "";
  }

  private static boolean meets(Rule rule, boolean ipv6, int sender, int port) {
    if (rule.protocol.equals("udp")) return false;
    if (rule.port > 0 && (rule.port == port) == rule.notTo) return false;
    if (rule.sources.isEmpty()) return true;
    if (rule.sources.getFirst().ipv6 != ipv6) return false;
    return rule.sources.stream().anyMatch(b -> b.holds(ipv6, sender)) != rule.notFrom;
  }

  /// iptables has no rules with senders of the other family.
  private static boolean isOf(boolean ipv6, Rule rule) {
    return rule.sources.isEmpty() || rule.sources.getFirst().ipv6 == ipv6;
  }

  /// Returns the sets that the rules of iptables name, for `ipset restore`.
  public String sets() {
    var text = new StringBuilder();
    for (List<Rule> chain : chains) {
      for (Rule rule : chain) {
        if (rule.sources.size() < 2) continue;
        text.append("create ").append(set(rule)).append(" hash:net family inet")
            .append(rule.sources.getFirst().ipv6 ? "6\n" : "\n");
        rule.sources.stream().map(Block::text).distinct()
            .forEach(b -> text.append("add ").append(set(rule)).append(' ').append(b).append('\n'));
      }
    }
    return text.toString();
  }

  private String set(Rule rule) {
    for (int c = 0; c < chains.size(); c++) {
      for (int r = 0; r < chains.get(c).size(); r++) {
        if (chains.get(c).get(r) == rule) return "s" + c + "x" + r;
      }
    }
    throw new IllegalArgumentException("not a rule of these");
  }

  /// Returns the rules for `iptables-restore`, or for `ip6tables-restore`.
  public String iptables(boolean ipv6) {
    var text = new StringBuilder(ipv6 ? "# Generated by ip6tables-save\n" : "").append("*filter\n:INPUT ACCEPT [0:0]\n");
    for (int i = 0; i < chains.size(); i++) text.append(":c").append(i).append(" - [0:0]\n");
    text.append("-A INPUT -p tcp -m multiport --dports 80,443 -j c0\n");
    text.append("-A INPUT -p tcp -m multiport --dports 80,443 -j ").append(open ? "ACCEPT" : "REJECT --reject-with tcp-reset").append('\n');
    for (int i = 0; i < chains.size(); i++) {
      for (Rule rule : chains.get(i)) {
        if (isOf(ipv6, rule)) text.append("-A c").append(i).append(iptables(rule)).append('\n');
      }
    }
    return text.append("COMMIT\n").toString();
  }

  private String iptables(Rule rule) {
    String from =
        rule.sources.isEmpty() ? ""
            : rule.sources.size() == 1
                ? (rule.notFrom ? " ! -s " : " -s ") + rule.sources.getFirst().text()
                : " -m set" + (rule.notFrom ? " !" : "") + " --match-set " + set(rule) + " src";
    // A reset can only be sent for TCP.
    String protocol = rule.protocol.isEmpty() && rule.verdict.equals("reject") ? "tcp" : rule.protocol;
    String to = (protocol.isEmpty() ? "" : " -p " + protocol)
        + (rule.port == 0 ? "" : " -m tcp" + (rule.notTo ? " !" : "") + " --dport " + rule.port);
    String verdict =
        switch (rule.verdict) {
          case "accept" -> " -j ACCEPT";
          case "reject" -> protocol.equals("udp") ? " -j DROP" : " -j REJECT --reject-with tcp-reset";
          case "return" -> " -j RETURN";
          case "log" -> "";
          default -> rule.verdict.replace("jump ", " -j ").replace("goto ", " -g ");
        };
    return from + to + verdict;
  }

  /// Returns the rules for `nft -f`.
  public String nft() {
    var text = new StringBuilder("table inet t {\n");
    for (int i = chains.size() - 1; i >= 0; i--) {
      text.append(" chain c").append(i).append(" {\n");
      chains.get(i).forEach(rule -> text.append("  ").append(nft(rule)).append('\n'));
      text.append(" }\n");
    }
    String end = open ? "accept" : "reject with tcp reset";
    return text.append(" chain in {\n  type filter hook input priority 0; policy accept;\n")
        .append("  tcp dport { 80, 443 } jump c0\n  tcp dport { 80, 443 } ").append(end).append("\n }\n}\n").toString();
  }

  private static String nft(Rule rule) {
    String blocks = rule.sources.stream().map(Block::text).distinct().collect(Collectors.joining(", "));
    String family = rule.sources.isEmpty() || !rule.sources.getFirst().ipv6 ? "ip" : "ip6";
    String from =
        rule.sources.isEmpty() ? ""
            : family + " saddr " + (rule.notFrom ? "!= " : "") + (rule.sources.size() > 1 ? "{ " + blocks + " } " : blocks + " ");
    String to =
        rule.port > 0 ? "tcp dport " + (rule.notTo ? "!= " : "") + rule.port + " "
            : rule.protocol.isEmpty() ? "" : "meta l4proto " + rule.protocol + " ";
    String verdict =
        switch (rule.verdict) {
          case "reject" -> rule.protocol.equals("udp") ? "drop" : "reject with tcp reset";
          case "log" -> "counter";
          default -> rule.verdict;
        };
    return from + to + verdict;
  }

  /// Returns the rules as `nft -j list ruleset` prints them.
  public String nftJson() {
    var objects = new ArrayList<String>();
    objects.add("{'chain':{'family':'inet','table':'t','name':'in','handle':1,'type':'filter','hook':'input','prio':0,'policy':'accept'}}");
    for (int i = 0; i < chains.size(); i++) {
      objects.add("{'chain':{'family':'inet','table':'t','name':'c%d','handle':%d}}".formatted(i, i + 2));
    }
    String web = "{'match':{'op':'==','left':{'payload':{'protocol':'tcp','field':'dport'}},'right':{'set':[80,443]}}},";
    objects.add(json("in", web + "{'jump':{'target':'c0'}}"));
    objects.add(json("in", web + (open ? "{'accept':null}" : "{'reject':{'type':'tcp reset'}}")));
    for (int i = 0; i < chains.size(); i++) {
      for (Rule rule : chains.get(i)) objects.add(json("c" + i, json(rule)));
    }
    return ("{'nftables':[" + String.join(",\n", objects) + "]}").replace('\'', '"');
  }

  private static String json(String chain, String statements) {
    return "{'rule':{'family':'inet','table':'t','chain':'" + chain + "','handle':9,'expr':[" + statements + "]}}";
  }

  private static String json(Rule rule) {
    var statements = new ArrayList<String>();
    if (!rule.sources.isEmpty()) {
      String blocks =
          rule.sources.stream()
              .map(b -> "{'prefix':{'addr':'%s','len':%s}}".formatted((Object[]) b.text().split("/")))
              .collect(Collectors.joining(","));
      String family = rule.sources.getFirst().ipv6 ? "ip6" : "ip";
      statements.add(match(rule.notFrom, family, "saddr", rule.sources.size() > 1 ? "{'set':[" + blocks + "]}" : blocks));
    }
    if (rule.port > 0) statements.add(match(rule.notTo, "tcp", "dport", "" + rule.port));
    else if (!rule.protocol.isEmpty()) {
      statements.add("{'match':{'op':'==','left':{'meta':{'key':'l4proto'}},'right':'" + rule.protocol + "'}}");
    }
    statements.add(
        switch (rule.verdict) {
          case "log" -> "{'counter':{'packets':0,'bytes':0}}";
          case "accept", "return", "reject" -> "{'" + rule.verdict + "':null}";
          default -> "{'" + rule.verdict.replace(" ", "':{'target':'") + "'}}";
        });
    return String.join(",", statements);
  }

  private static String match(boolean not, String protocol, String field, String right) {
    return "{'match':{'op':'%s','left':{'payload':{'protocol':'%s','field':'%s'}},'right':%s}}"
        .formatted(not ? "!=" : "==", protocol, field, right);
  }
}
