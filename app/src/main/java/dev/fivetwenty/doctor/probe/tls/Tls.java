package dev.fivetwenty.doctor.probe.tls;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Handshake;
import dev.fivetwenty.doctor.Visit;
import dev.fivetwenty.doctor.asking.Asking;
import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.origin.trust.TlsOptions;
import dev.fivetwenty.origin.trust.Trust;
import java.util.List;
import java.util.Optional;

/// What the TLS probes have in common.
final class Tls {

  /// Returns why TLS cannot be looked into, or nothing when it can.
  static Optional<String> obstacle(Visit visit) {
    if (!visit.plan().target().isTls()) return Optional.of("the URL is not https");
    if (visit.main().get().observation().handshake().isEmpty()) {
      return Optional.of("there is no connection to shake hands on");
    }
    Optional<Cause> cause = visit.mainOutcome().verdict().map(v -> v.cause());
    if (cause.filter(c -> c == Cause.TLS_PLAINTEXT_PEER).isPresent()) {
      return Optional.of("the origin does not speak TLS on this port");
    }
    return visit.notTheOrigin().or(visit::unsafe);
  }

  static Handshake handshake(Visit visit) {
    return visit.main().orElseThrow().observation().handshake().orElseThrow();
  }

  /// Returns the request with another ClientHello, to an origin whose certificate does not matter:
  /// what is wrong with that is a question of its own.
  ///
  /// Where the plan is to trust no such origin, it gets nothing that the request was given.
  static Asking asking(
      Visit visit, String label, Optional<String> sni, List<String> alpn, List<String> versions) {
    TlsOptions own = visit.plan().tls();
    boolean strict = own.trust() == Trust.STRICT;
    var tls =
        new TlsOptions(
            strict ? Trust.FULL : own.trust(), sni, alpn, versions, own.authorities(),
            own.clientChain(), own.clientKey());
    Asking asking = visit.asking().tls(tls).label(label);
    if (!strict) return asking;
    return asking.request(label, RequestBytes.get(visit.plan().target().url().resolve("/")));
  }

  static boolean isFinished(Optional<Handshake> handshake) {
    return handshake.filter(h -> h.failure() == Handshake.Failure.NONE).isPresent();
  }

  private Tls() {}
}
