package dev.fivetwenty.origin;

import dev.fivetwenty.origin.trust.TlsOptions;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Request;
import java.time.Duration;
import java.util.Optional;

/// One try of one request against one origin.
///
/// @param request   bytes of the whole request, head and content, as they go on the wire (before TLS)
/// @param expected  what the reader of the reply must know of it
/// @param profile   rules, limits and timeouts
/// @param total     limit on the whole attempt
/// @param keepBytes bound on the recorded bytes of each direction; the rest is read, judged and only counted
/// @param keepOpen  hand the connection back if it can carry another exchange
/// @param dnsServer `address[:port]` to ask instead of the system's resolver
/// @param enoughBytes reply bytes after which reading ends once the final head is complete; what
///                  came by then is judged
public record AttemptOrder(
    Target target,
    byte[] request,
    Request expected,
    Profile profile,
    TlsOptions tls,
    Duration total,
    int keepBytes,
    boolean keepOpen,
    Optional<String> dnsServer,
    long enoughBytes) {

  /// Returns the same order for another target.
  public AttemptOrder target(Target changed) {
    return new AttemptOrder(
        changed, request, expected, profile, tls, total, keepBytes, keepOpen, dnsServer,
        enoughBytes);
  }

  /// An order that reads the reply to its end.
  public AttemptOrder(
      Target target,
      byte[] request,
      Request expected,
      Profile profile,
      TlsOptions tls,
      Duration total,
      int keepBytes,
      boolean keepOpen,
      Optional<String> dnsServer) {
    this(
        target, request, expected, profile, tls, total, keepBytes, keepOpen, dnsServer,
        Long.MAX_VALUE);
  }
}
