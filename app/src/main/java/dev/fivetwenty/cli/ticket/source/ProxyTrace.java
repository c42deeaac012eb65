package dev.fivetwenty.cli.ticket.source;

import dev.fivetwenty.doctor.asking.Plan;
import dev.fivetwenty.doctor.asking.Upshot;
import dev.fivetwenty.doctor.capture.Capture;
import dev.fivetwenty.doctor.capture.Captured;
import dev.fivetwenty.har.HarEntry;
import dev.fivetwenty.origin.Origins;
import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.origin.Target;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Asks a proxy that says who it is what it says of itself: supports of CDNs want that.
///
/// @param proxy where it was asked for the page, too
record ProxyTrace(Plan plan, Target proxy) {

  /// What says where and how it was asked; the visitor's address is not among it.
  private static final Set<String> KEPT =
      Set.of("fl", "h", "ts", "visit_scheme", "uag", "colo", "sliver", "http", "loc", "tls", "sni",
          "warp", "gateway", "rbi", "kex", "ray", "kept", "profile");

  private static final int MOST_LINES = 40;

  /// Returns its lines; none where the answer was no proxy's that has such a page.
  List<String> ask(Captured answer, Origins origins) throws InterruptedException {
    Optional<String> path =
        Upshot.head(answer.attempt()).flatMap(
            head -> head.value("CF-Ray").isPresent()
                ? Optional.of("/cdn-cgi/trace")
                : head.value("Ray-Id").map(_ -> "/.edge/trace"));
    if (path.isEmpty()) return List.of();
    URI url = proxy.url().resolve(path.get());
    var target = new Target(url, proxy.address(), proxy.port());
    var capture =
        new Capture(
            target, RequestBytes.get(url), plan.profile(), plan.tls(), plan.maxTime(), plan.dnsServer(),
            "proxied", false);
    var entry = new HarEntry(0, 0, capture.run(origins).getLast().entry());
    if (entry.status() != 200) return List.of();
    return entry.content().text("text").lines()
        .filter(line -> KEPT.contains(line.substring(0, Math.max(0, line.indexOf('=')))))
        .limit(MOST_LINES).toList();
  }
}
