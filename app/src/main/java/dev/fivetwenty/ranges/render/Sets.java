package dev.fivetwenty.ranges.render;

import java.util.List;

/// Named sets: ipset and nftables.
final class Sets {

  /// Fills a second set and swaps, so that no packet meets a half-filled one.
  static String ipset(Wanted wanted) {
    return swapped("edge4", "inet", wanted.ipv4()) + swapped("edge6", "inet6", wanted.ipv6());
  }

  private static String swapped(String name, String family, List<String> blocks) {
    String options = " hash:net family " + family + " maxelem 65536\n";
    return "create " + name + options
        + "create " + name + "-new" + options
        + "flush " + name + "-new\n"
        + Wanted.lines(blocks, "add " + name + "-new ", "")
        + "swap " + name + "-new " + name + "\n"
        + "destroy " + name + "-new\n";
  }

  /// The first line makes the table where there is none, so that it can be deleted.
  static String nftables(Wanted wanted) {
    String ports = "{ " + wanted.ports(", ") + " }";
    return """
        table inet edge_only
        delete table inet edge_only
        table inet edge_only {
        %s%s
          chain input {
            type filter hook input priority filter - 10; policy accept;
            iifname "lo" accept
            tcp dport %s ip saddr @edge4 accept
            tcp dport %s ip6 saddr @edge6 accept
            tcp dport %s drop
          }
        }
        """
        .formatted(
            set("edge4", "ipv4_addr", wanted.ipv4()), set("edge6", "ipv6_addr", wanted.ipv6()),
            ports, ports, ports);
  }

  private static String set(String name, String type, List<String> blocks) {
    String elements =
        blocks.isEmpty()
            ? ""
            : "    elements = {\n" + Wanted.rows(blocks, 4, ", ", "      ") + "\n    }\n";
    return "  set " + name + " {\n    type " + type + "\n    flags interval\n" + elements + "  }\n";
  }

  private Sets() {}
}
