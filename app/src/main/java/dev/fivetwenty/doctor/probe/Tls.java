package dev.fivetwenty.doctor.probe;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Handshake;
import dev.fivetwenty.doctor.Visit;
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

  private Tls() {}
}
