package dev.fivetwenty.lab.scenario;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.lab.dns.DnsAnswer;
import java.util.List;

/// Names of the zone `lab.test` that do not resolve as they should. Only the lab's name server
/// knows them.
public final class DnsNames {

  /// Leads to the lab's proxy.
  public static final String PROXIED = "proxied.lab.test";

  private static final int SERVFAIL = 2;
  private static final int NXDOMAIN = 3;
  private static final int REFUSED = 5;

  // Extended errors, RFC 8914 §4.
  private static final int EDE_PROHIBITED = 18;
  private static final int EDE_NO_REACHABLE_AUTHORITY = 22;

  private DnsNames() {}

  public static List<Scenario> all() {
    return List.of(
        name(Cause.DNS_NXDOMAIN, "does not exist", "nxdomain", DnsAnswer.code(NXDOMAIN))
            .seen("records deleted, or never made, for the origin's own name"),
        name(Cause.DNS_SERVFAIL, "makes the resolver fail, with an extended error", "servfail",
                DnsAnswer.code(SERVFAIL).withExtended(EDE_NO_REACHABLE_AUTHORITY))
            .seen("broken DNSSEC; name servers that are down"),
        name(Cause.DNS_NODATA, "exists and has no address", "nodata", DnsAnswer.of()),
        name(Cause.DNS_REFUSED, "is not answered by policy", "refused",
            DnsAnswer.code(REFUSED).withExtended(EDE_PROHIBITED)),
        name(Cause.DNS_TIMEOUT, "is not answered at all", "silence", DnsAnswer.silence()),
        name(Cause.DNS_PROHIBITED_IP, "leads to a link-local address", "prohibited",
                DnsAnswer.of("169.254.169.254"))
            .seen("placeholder records; attempts to reach a cloud's metadata service"),
        name(Cause.VARIES_BY_ADDRESS, "leads to an address that answers and one that refuses",
                "two",
                DnsAnswer.of("127.0.0.1", "127.0.0.2"))
            .seen("a server taken out of service whose record stayed"),
        name(Cause.BEHIND_CDN, "leads to an address of a CDN", "cdn",
                DnsAnswer.of("104.16.0.1"))
            .seen("every proxied name: the URL's own name is the edge's, not the origin's"));
  }

  private static Scenario name(Cause cause, String what, String label, DnsAnswer answer) {
    return Scenario.of(
            cause, "has a name that " + what, new Play.OnName(label + ".lab.test", answer))
        .hints("--dns-servers {dns}");
  }
}
