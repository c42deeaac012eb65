package dev.fivetwenty.ranges.render;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Programs that manage a packet filter: ufw, firewalld and CSF.
final class Hosts {

  static String ufw(Wanted wanted) {
    return """
        #!/bin/sh
        set -eu
        ports=%s
        blocks='
        %s'
        # Rules of an older list, or for other ports.
        ufw show added | sed -n "s/^ufw allow from \\([^ ]*\\) to any port \\([^ ]*\\) proto tcp comment 'edge'\\$/\\1 \\2/p" |
          while read -r block port; do
            case $port-$blocks in
              "$ports"-*"
        $block
        "*) ;;
              *) ufw delete allow proto tcp from "$block" to any port "$port" ;;
            esac
          done
        for block in $blocks; do
          ufw allow proto tcp from "$block" to any port "$ports" comment edge
        done
        """
        .formatted(wanted.ports(","), Wanted.lines(wanted.all(), "", ""));
  }

  /// Every call of firewall-cmd starts a program of its own, so there are as few as will do.
  static String firewalld(Wanted wanted) {
    return "#!/bin/sh\nset -eu\nzone=$(firewall-cmd --get-default-zone)\n"
        + firewalldSet("edge4", "inet", wanted.ipv4())
        + firewalldSet("edge6", "inet6", wanted.ipv6())
        + """
        firewall-cmd --permanent --zone="$zone" --list-rich-rules | grep 'ipset="edge[46]"' | while read -r rule; do
          firewall-cmd -q --permanent --zone="$zone" --remove-rich-rule="$rule"
        done
        firewall-cmd -q --permanent --zone="$zone" \\
        %s
        for service in http https; do
          ! firewall-cmd -q --permanent --zone="$zone" --query-service=$service ||
            firewall-cmd -q --permanent --zone="$zone" --remove-service=$service
        done
        firewall-cmd --reload
        """.formatted(wanted.ports().stream().flatMap(Hosts::richRules).collect(Collectors.joining(" \\\n")));
  }

  private static String firewalldSet(String name, String family, List<String> blocks) {
    return """
        firewall-cmd -q --permanent --info-ipset=%1$s >/dev/null 2>&1 ||
          firewall-cmd -q --permanent --new-ipset=%1$s --type=hash:net --option=family=%2$s
        firewall-cmd --permanent --ipset=%1$s --get-entries |
          firewall-cmd -q --permanent --ipset=%1$s --remove-entries-from-file=/dev/stdin
        firewall-cmd -q --permanent --ipset=%1$s --add-entries-from-file=/dev/stdin <<'END'
        %3$sEND
        """
        .formatted(name, family, Wanted.lines(blocks, "", ""));
  }

  private static Stream<String> richRules(int port) {
    return Stream.of("4", "6").map(
        family -> "  --add-rich-rule='rule family=ipv%1$s source ipset=edge%1$s port port=%2$d protocol=tcp accept'"
            .formatted(family, port));
  }

  static String csf(Wanted wanted) {
    return wanted.ports().stream()
        .map(port -> Wanted.lines(wanted.all(), "tcp|in|d=" + port + "|s=", ""))
        .collect(Collectors.joining());
  }

  private Hosts() {}
}
