package dev.fivetwenty.lab.scenario;

import dev.fivetwenty.cause.Cause;
import java.util.List;

/// Causes that no server on this machine can show: the network's, the edge's, our own.
public final class ByHand {

  private static final String IN_TESTS = "# only tests produce this";

  /// A private network in which packets with content vanish after the TCP handshake.
  private static final String DROPPING =
      "unshare -rn sh -c 'ip link set lo up; nft add table t; "
          + "nft add chain t c \"{type filter hook input priority 0;}\"; "
          + "nft add rule t c tcp dport 8580 tcp flags psh drop; "
          + "fivetwenty lab >/dev/null & l=$!; sleep 3; fivetwenty probe %s; kill $l'";

  private ByHand() {}

  public static List<Scenario> all() {
    return List.of(
        hand(Cause.TCP_UNREACHABLE_NET, "lives in a network without a route",
                "unshare -rn fivetwenty probe http://192.0.2.1/")
            .seen("routing tables that lack, or redirect, a network"),
        hand(Cause.TCP_UNREACHABLE_HOST, "is a host that nobody answers for on its network",
            "unshare -rn sh -c 'ip link set lo up; ip link add v0 type veth peer name v1; "
                + "ip addr add 192.0.2.2/24 dev v0; "
                + "ip link set v0 up; ip link set v1 up; fivetwenty probe http://192.0.2.1/'")
            .seen("a machine that is switched off, seen from its own network"),
        hand(Cause.TCP_LOCAL_EXHAUSTED, "cannot be asked, as this machine has no port left",
            "unshare -rn sh -c 'ip link set lo up; "
                + "sysctl -qw net.ipv4.ip_local_port_range=\"40000 40000\"; "
                + "fivetwenty lab >/dev/null & l=$!; sleep 3; "
                + "curl -s http://127.0.0.1:8580/time-first-byte & c=$!; sleep 1; "
                + "fivetwenty probe http://127.0.0.1:8580/ok; kill $l $c'"),
        hand(Cause.TIME_FIRST_BYTE_UNACKED, "loses the request on the way",
                DROPPING.formatted("http://127.0.0.1:8580/ok"))
            .seen("packet filters that look into packets; path MTU black holes"),
        hand(Cause.WRITE_TIMEOUT_UNACKED, "loses a large request on the way",
            "head -c 33554432 /dev/zero | "
                + DROPPING.formatted("--data-binary @- http://127.0.0.1:8580/ok")),
        hand(Cause.TLS_CERT_REVOKED, "has a revoked certificate", IN_TESTS),
        hand(Cause.TLS_CERT_PIN, "has another certificate than the pinned one", IN_TESTS),
        hand(Cause.LOOP_CDN, "leads back to the edge", IN_TESTS)
            .seen("an origin name that points at the edge's own address"),
        hand(Cause.EDGE_DEFECT, "is not to blame: this program has a defect", IN_TESTS),
        hand(Cause.UNDETERMINED, "left nothing that proves a cause", IN_TESTS));
  }

  private static Scenario hand(Cause cause, String summary, String how) {
    return Scenario.of(cause, summary, new Play.ByHand(how));
  }
}
