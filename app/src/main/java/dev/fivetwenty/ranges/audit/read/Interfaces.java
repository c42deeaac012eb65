package dev.fivetwenty.ranges.audit.read;

import dev.fivetwenty.ranges.audit.filter.Condition;
import java.util.List;

/// Whether packets from outside come by an interface of some name.
///
/// The loopback does not lead outside, nor do those that containers and tunnels have. Of others it is
/// known only when somebody said by which they come.
final class Interfaces {

  private static final List<String> INSIDE =
      List.of("docker", "br-", "veth", "virbr", "vnet", "lxc", "lxd", "cni", "cali", "flannel",
          "tun", "tap", "wg", "tailscale", "podman", "ifb", "dummy");

  static Condition comesBy(String name, List<String> ways) {
    boolean prefix = name.endsWith("+") || name.endsWith("*");
    String bare = prefix ? name.substring(0, name.length() - 1) : name;
    if (bare.equals("lo")) return new Condition.Known(false);
    if (bare.isEmpty()) return new Condition.Known(true);
    if (!ways.isEmpty()) {
      return new Condition.Known(ways.stream().anyMatch(w -> prefix ? w.startsWith(bare) : w.equals(bare)));
    }
    return INSIDE.stream().anyMatch(bare::startsWith)
        ? new Condition.Known(false)
        : new Condition.Untold(
            "whether packets come by " + name + " is not known; --interface NAME says by which they come");
  }

  private Interfaces() {}
}
