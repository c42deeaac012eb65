package dev.fivetwenty.ranges.render;

import java.util.List;

/// iptables and ip6tables: a chain of its own, loaded in one transaction.
final class Firewalls {

  static String iptables(Wanted wanted) {
    return script("iptables", wanted.ipv4(), wanted.ports(","));
  }

  static String ip6tables(Wanted wanted) {
    return script("ip6tables", wanted.ipv6(), wanted.ports(","));
  }

  /// `--noflush` leaves other chains alone and empties those that are named with a colon.
  private static String script(String program, List<String> blocks, String ports) {
    return """
        #!/bin/sh
        set -eu
        %1$s-restore --noflush <<'END'
        *filter
        :EDGE-ONLY - [0:0]
        -A EDGE-ONLY -i lo -j RETURN
        -A EDGE-ONLY -p tcp -m multiport ! --dports %3$s -j RETURN
        %2$s-A EDGE-ONLY -j DROP
        COMMIT
        END
        %1$s -C INPUT -p tcp -j EDGE-ONLY 2>/dev/null || %1$s -I INPUT 1 -p tcp -j EDGE-ONLY
        """
        .formatted(program, Wanted.lines(blocks, "-A EDGE-ONLY -s ", " -j ACCEPT"), ports);
  }

  private Firewalls() {}
}
