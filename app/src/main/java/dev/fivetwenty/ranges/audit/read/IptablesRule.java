package dev.fivetwenty.ranges.audit.read;

import dev.fivetwenty.ranges.AddressSet;
import dev.fivetwenty.ranges.audit.filter.Condition;
import dev.fivetwenty.ranges.audit.filter.Ports;
import dev.fivetwenty.ranges.audit.filter.Rule;
import dev.fivetwenty.ranges.audit.filter.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Reads the options of one iptables rule, as `iptables-save` and ufw's files write them.
final class IptablesRule {

  static final Set<String> ONLY_NOTES =
      Set.of("LOG", "NFLOG", "ULOG", "MARK", "CONNMARK", "TCPMSS", "CT", "NOTRACK", "AUDIT", "SET",
          "CLASSIFY", "DSCP", "TOS", "TTL", "HL", "TRACE", "SECMARK", "CONNSECMARK", "TCPOPTSTRIP",
              "CHECKSUM", "RATEEST");

  static final Set<String> BLOCKS = Set.of("DROP", "REJECT", "TARPIT", "STEAL", "DELUDE");

  /// Modules that ask nothing but what their options say, which are read here.
  private static final Set<String> MODULES =
      Set.of("tcp", "multiport", "state", "conntrack", "set", "comment", "addrtype", "iprange");

  private static final Set<String> REDIRECTS = Set.of("DNAT", "REDIRECT", "TPROXY", "NETMAP");

  /// Modules that look at what the first packet of a TCP connection does not have.
  private static final Set<String> NEVER =
      Set.of("rt", "frag", "ah", "esp", "dst", "hbh", "mh", "ipv6header", "sctp", "dccp", "udplite", "udp", "icmp", "icmp6", "ipv6-icmp");

  /// What a rule has to know of the dump that it is in.
  ///
  /// @param ways    by which packets come from outside; empty where nobody said
  /// @param filled  sets that rules put senders into
  /// @param emptied sets that rules take senders out of
  /// @param stateUnsure whether rules take packets out of connection tracking, which then have no state
  record Dump(List<String> ways, Set<String> filled, Set<String> emptied, boolean stateUnsure) {}

  private final List<String> words;
  private final Dump dump;
  private final List<Condition> conditions = new ArrayList<>();
  private Target target = Target.CONTINUE;
  private int at;

  private IptablesRule(List<String> words, Dump dump) {
    this.words = words;
    this.dump = dump;
  }

  /// Reads what follows the name of the chain.
  static Rule read(int line, String text, List<String> words, Dump dump) {
    var rule = new IptablesRule(words, dump);
    while (rule.at < words.size()) rule.option();
    return Rule.atLine(line, text, rule.conditions, rule.target);
  }

  private void option() {
    boolean negated = words.get(at).equals("!");
    if (negated) at++;
    if (at == words.size()) return;
    String option = words.get(at++);
    // Old dumps have the sign behind the option.
    if (at < words.size() && words.get(at).equals("!")) {
      negated = true;
      at++;
    }
    switch (option) {
      case "-m", "--match" -> module(value());
      case "--comment", "--reject-with", "--log-prefix", "--log-level" -> value();
      case "-j", "--jump" -> target = target(value());
      case "-g", "--goto" -> target = new Target.Goto(value());
      default -> add(negated, condition(option));
    }
  }

  /// A module may decide without an option, as `socket` does.
  private void module(String name) {
    if (NEVER.contains(name)) conditions.add(new Condition.Known(false));
    else if (!MODULES.contains(name)) conditions.add(new Condition.Untold("-m " + name + " is not understood"));
  }

  private void add(boolean negated, Condition condition) {
    conditions.add(Condition.unless(negated, condition));
  }

  /// Returns the value of an option; empty where there is none.
  private String value() {
    return at < words.size() ? words.get(at++) : "";
  }

  private Condition condition(String option) {
    return switch (option) {
      case "-s", "--source", "--src", "--src-range" -> sources(value());
      case "-p", "--protocol", "--proto" -> new Condition.Known(isTcp(value()));
      case "--dport", "--destination-port", "--dports", "--destination-ports", "--ports" ->
          ports(option, value());
      case "-i", "--in-interface" -> Interfaces.comesBy(value(), dump.ways());
      case "-o", "--out-interface" -> new Condition.Known(false);
      case "-d", "--destination", "--dst", "--dst-range" -> destination(value());
      case "--state", "--ctstate" -> state(value());
      case "--ctdir" -> new Condition.Known(value().equals("ORIGINAL"));
      case "--syn", "--tcp-syn" -> new Condition.Known(true);
      case "--tcp-flags" -> flags(value(), value());
      case "--match-set" -> set(value(), value());
      case "--dst-type" -> new Condition.Known(List.of(value().split(",")).contains("LOCAL"));
      case "--src-type" -> new Condition.Known(List.of(value().split(",")).contains("UNICAST"));
      case "-f", "--fragment", "--icmp-type", "--icmpv6-type" -> never(option);
      default -> unknown(option);
    };
  }

  private Condition never(String option) {
    if (!option.startsWith("-f")) value();
    return new Condition.Known(false);
  }

  private static Condition sources(String text) {
    var sets = Arrays.stream(text.split(",")).map(AddressSet::of).toList();
    return sets.stream().allMatch(java.util.Optional::isPresent)
        ? new Condition.Sources(AddressSet.union(sets.stream().map(java.util.Optional::get).toList()))
        : new Condition.Untold("this is no address: " + text);
  }

  private static Condition destination(String text) {
    boolean everywhere = text.equals("0.0.0.0/0") || text.equals("::/0");
    return everywhere
        ? new Condition.Known(true)
        : new Condition.Untold("which of the host's addresses is asked is not known (" + text + ")");
  }

  private static boolean isTcp(String protocol) {
    return Set.of("tcp", "6", "all", "0").contains(protocol);
  }

  private static Condition ports(String option, String text) {
    // `--ports` meets the sender's port, too.
    if (option.equals("--ports")) return new Condition.Untold("--ports looks at the sender's port, too");
    return Ports.of(text)
        .<Condition>map(Condition.To::new)
        .orElseGet(() -> new Condition.Untold("this is no port: " + text));
  }

  private Condition state(String states) {
    return dump.stateUnsure()
        ? new Condition.Untold("rules take packets out of connection tracking, which are not NEW then")
        : new Condition.Known(List.of(states.split(",")).contains("NEW"));
  }

  /// The first packet of a connection has SYN, and no other flag.
  private static Condition flags(String mask, String set) {
    boolean looksAtSyn = mask.equals("ALL") || List.of(mask.split(",")).contains("SYN");
    return new Condition.Known(set.equals(looksAtSyn ? "SYN" : "NONE"));
  }

  private Condition set(String name, String asked) {
    if (dump.emptied().contains(name)) return new Condition.Untold("rules take senders out of the set " + name);
    var member = new Condition.InSet(name, asked);
    return dump.filled().contains(name)
        ? new Condition.Any(
            List.of(List.of(member), List.of(new Condition.Untold("rules put senders into the set " + name))))
        : member;
  }

  /// The values of an option that nobody knows end where the next option begins.
  private Condition unknown(String option) {
    while (at < words.size() && !words.get(at).startsWith("-") && !words.get(at).equals("!")) at++;
    return new Condition.Untold(option + " is not understood");
  }

  private Target target(String name) {
    if (name.equals("ACCEPT")) return Target.ACCEPT;
    if (name.equals("RETURN")) return Target.RETURN;
    if (BLOCKS.contains(name)) return new Target.Block(name);
    // What follows belongs to the target.
    if (ONLY_NOTES.contains(name)) return end(Target.CONTINUE);
    if (REDIRECTS.contains(name)) {
      return end(new Target.Elsewhere(name + " sends it elsewhere, and other rules decide there"));
    }
    boolean extension = name.equals(name.toUpperCase(java.util.Locale.ROOT))
        && at < words.size() && words.get(at).startsWith("--");
    if (extension || Set.of("QUEUE", "NFQUEUE", "SYNPROXY", "MIRROR").contains(name)) {
      return end(new Target.Elsewhere("what " + name + " does with it is not known"));
    }
    return new Target.Jump(name);
  }

  private Target end(Target last) {
    at = words.size();
    return last;
  }
}
