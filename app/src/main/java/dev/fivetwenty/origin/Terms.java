package dev.fivetwenty.origin;

import dev.fivetwenty.origin.name.DnsServer;
import dev.fivetwenty.wire.Profile;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/// What is the same for all attempts of one kind at one place.
///
/// @param tls       null for a plain connection
/// @param total     limit on a whole attempt; empty for none
/// @param enoughBytes reply bytes after which reading ends once the final head is complete
/// @param observesAll TCP_INFO is read of every exchange, not only of one that fails
record Terms(
    Target target,
    Profile profile,
    TlsHandlers tls,
    Optional<InetSocketAddress> dnsServer,
    Optional<Duration> total,
    long enoughBytes,
    boolean observesAll) {

  static Terms of(AttemptOrder order, TlsHandlers tls) {
    return new Terms(
        order.target(),
        order.profile(),
        tls,
        order.dnsServer().map(DnsServer::parse),
        Optional.of(order.total()),
        order.enoughBytes(),
        true);
  }
}
