package dev.fivetwenty.ranges.audit;

import dev.fivetwenty.ranges.audit.filter.Filter;
import dev.fivetwenty.ranges.audit.filter.FilterKind;
import dev.fivetwenty.ranges.audit.filter.Rule;
import dev.fivetwenty.ranges.audit.filter.Target;
import java.util.List;
import java.util.stream.Collectors;

/// The commands or lines that mend a gap.
public final class Mends {

  private final Finding finding;
  private final Filter filter;
  private final String ports;

  private Mends(Finding finding) {
    this.finding = finding;
    this.filter = finding.filter().orElseThrow();
    this.ports = finding.ports().stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /// Returns what to do; empty for what is no gap.
  public static List<String> of(Finding finding) {
    return finding.kind().isGap() ? new Mends(finding).mends() : List.of();
  }

  private List<String> mends() {
    String block = finding.range().cidr();
    return switch (filter.kind()) {
      case IPTABLES, IP6TABLES -> List.of(iptables(block));
      case NFTABLES -> List.of(nftables(block));
      case UFW -> List.of("ufw prepend allow proto tcp from " + block + " to any port " + ports);
      case FIREWALLD -> firewalld(block);
      case NGINX -> List.of("allow " + block + ";   before " + place());
      case APACHE -> List.of("Require ip " + block + "   in the section of " + place());
      case FAIL2BAN -> addresses().stream().map(a -> "fail2ban-client set " + jail() + " unbanip " + a)
          .toList();
      case CSF -> csf(block);
      case AWS -> aws(block);
      case ROUTES -> List.of("ip route replace " + block + " " + way());
    };
  }

  /// A jump to another chain may have led to the rule; the first place is before all.
  private String iptables(String block) {
    String program = filter.kind() == FilterKind.IPTABLES ? "iptables" : "ip6tables";
    String[] chain = blockingChain().split("/", 2);
    String table = chain[0].equals("filter") ? "" : " -t " + chain[0];
    return program + table + " -I " + chain[1] + " 1 -s " + block + " -p tcp -m multiport --dports "
        + ports + " -j ACCEPT";
  }

  /// The chain that blocks has to let it in; an accept in another chain does not help.
  private String nftables(String block) {
    String chain = blockingChain();
    String table = chain.substring(0, chain.indexOf('/'));
    String family = block.contains(":") ? "ip6" : "ip";
    return "nft insert rule " + table + " " + chain.substring(chain.indexOf('/') + 1) + " " + family
        + " saddr " + block + " tcp dport { " + ports.replace(",", ", ") + " } accept";
  }

  private String blockingChain() {
    Rule rule = finding.rule().orElseThrow();
    return filter.stages().stream().map(Filter.Stage::chain)
        .filter(name -> reaches(name, rule, 0)).findFirst().orElse(filter.stages().getFirst().chain());
  }

  private boolean reaches(String name, Rule wanted, int depth) {
    var chain = filter.chains().get(name);
    if (chain == null || depth > 16) return false;
    if (chain.rules().contains(wanted) || chain.policy().filter(wanted::equals).isPresent()) return true;
    return chain.rules().stream().anyMatch(
        rule -> switch (rule.target()) {
          case Target.Jump(String next) -> reaches(next, wanted, depth + 1);
          case Target.Goto(String next) -> reaches(next, wanted, depth + 1);
          default -> false;
        });
  }

  private List<String> firewalld(String block) {
    String family = block.contains(":") ? "ipv6" : "ipv4";
    return finding.ports().stream()
        .map(port -> "firewall-cmd --permanent --add-rich-rule='rule priority=-100 family=" + family
            + " source address=" + block + " port port=" + port + " protocol=tcp accept'")
        .toList();
  }

  private List<String> csf(String block) {
    if (finding.kind() == Finding.Kind.BANNED) return addresses().stream().map(a -> "csf -dr " + a)
        .toList();
    return finding.ports().stream()
        .map(port -> "tcp|in|d=" + port + "|s=" + block + "   in csf.allow, then csf -r").toList();
  }

  private List<String> aws(String block) {
    String shape = block.contains(":") ? "Ipv6Ranges=[{CidrIpv6=" : "IpRanges=[{CidrIp=";
    String group = filter.name().replaceFirst(".*[: ]", "");
    return finding.ports().stream()
        .map(port -> "aws ec2 authorize-security-group-ingress --group-id " + group
            + " --ip-permissions 'IpProtocol=tcp,FromPort=" + port + ",ToPort=" + port + "," + shape
                + block + "}]'")
        .toList();
  }

  private List<String> addresses() {
    List<String> blocks = finding.senders().blocks();
    return blocks.subList(0, Math.min(blocks.size(), 20));
  }

  private String place() {
    return finding.rule().map(Rule::place).orElse("the end");
  }

  private String jail() {
    return filter.name().replaceFirst(".* ", "");
  }

  /// The way of the default route, which is where packets of the CDN come from.
  private String way() {
    return filter.chains().values().stream().flatMap(c -> c.rules().stream())
        .map(Rule::text).filter(t -> t.startsWith("default "))
        .map(t -> t.replaceFirst("default ", "").replaceFirst(" (proto|metric|src|scope|pref).*", ""))
        .findFirst().orElse("via GATEWAY");
  }
}
