package dev.fivetwenty.cause;

import java.util.Optional;

/// Judges a TLS handshake, and what TLS says after it.
final class TlsJudge {

  static Optional<Ruling> handshake(Facts facts) {
    Observation seen = facts.seen();
    if (seen.handshake().isEmpty()) {
      return seen.expiry().filter(e -> e.timer() == Timer.TLS).map(e -> silence(seen, e));
    }
    return seen.handshake().flatMap(h -> broken(facts, h));
  }

  private static Ruling silence(Observation seen, Expiry expiry) {
    return Ruling.of(
        Cause.TLS_TIMEOUT,
        Signal.TIMEOUT,
        new Evidence.TimedOut(
            expiry.timer(), expiry.limit(), seen.sent(), 0, seen.tcp(), Optional.empty()));
  }

  /// Empty when the handshake is done, or failed in a way that has no name: then nothing is proved.
  private static Optional<Ruling> broken(Facts facts, Handshake handshake) {
    var evidence = new Evidence.BrokenHandshake(handshake);
    return switch (handshake.failure()) {
      case NONE, OTHER -> Optional.empty();
      case PLAINTEXT_PEER ->
          Optional.of(Ruling.of(Cause.TLS_PLAINTEXT_PEER, Signal.BYTES, evidence).at(0));
      case ALERT -> Optional.of(alert(handshake, evidence));
      case VERSION_OR_CIPHER ->
          Optional.of(Ruling.of(Cause.TLS_VERSION_OR_CIPHER, Signal.BYTES, evidence));
      case CLOSED -> Optional.of(Ruling.of(Cause.TLS_CLOSED_FIN, Signal.FIN, evidence));
      case RESET -> Optional.of(Ruling.of(Cause.TLS_CLOSED_RST, Signal.RST, evidence));
      case TIMED_OUT -> Optional.of(timedOut(facts, evidence));
      case CERTIFICATE ->
          certificate(handshake.problem()).map(c -> Ruling.of(c, Signal.ANSWER, evidence));
      case ALPN -> Optional.of(Ruling.of(Cause.TLS_ALPN_MISMATCH, Signal.ANSWER, evidence));
    };
  }

  private static Ruling alert(Handshake handshake, Evidence evidence) {
    boolean alpn = handshake.alertId() == TlsAlert.NO_APPLICATION_PROTOCOL.id();
    return Ruling.of(alpn ? Cause.TLS_ALPN_MISMATCH : Cause.TLS_ALERT, Signal.ALERT, evidence);
  }

  private static Ruling timedOut(Facts facts, Evidence evidence) {
    Optional<Tcp> tcp = facts.seen().tcp();
    if (tcp.filter(t -> t.state() == Tcp.CLOSED).isPresent()) {
      return Ruling.of(Cause.TLS_CLOSED_RST, Signal.RST, evidence);
    }
    Ruling timeout = Ruling.of(Cause.TLS_TIMEOUT, Signal.TIMEOUT, evidence);
    boolean unheard = tcp.filter(t -> t.unacked() > 0).isPresent();
    return unheard ? timeout.by(Party.NETWORK) : timeout;
  }

  private static Optional<Cause> certificate(Handshake.Problem problem) {
    return switch (problem) {
      case NONE -> Optional.empty();
      case EXPIRED -> Optional.of(Cause.TLS_CERT_EXPIRED);
      case NOT_YET -> Optional.of(Cause.TLS_CERT_NOT_YET);
      case NAME -> Optional.of(Cause.TLS_CERT_NAME);
      case UNTRUSTED -> Optional.of(Cause.TLS_CERT_UNTRUSTED);
      case SELF_SIGNED -> Optional.of(Cause.TLS_CERT_SELF_SIGNED);
      case REVOKED -> Optional.of(Cause.TLS_CERT_REVOKED);
      case PIN -> Optional.of(Cause.TLS_CERT_PIN);
    };
  }

  /// Judges what ended a reply from within TLS; an alert outranks the close that follows it.
  static Optional<Ruling> afterHandshake(Facts facts) {
    Observation seen = facts.seen();
    int id = seen.tlsAlert();
    if (id > 0) {
      var evidence = new Evidence.TlsAfterHandshake(id, TlsAlert.nameOf(id), facts.received());
      Ruling alert =
          Ruling.of(Cause.TLS_ALERT_AFTER_HANDSHAKE, Signal.ALERT, evidence).in(facts.stage());
      return Optional.of(facts.received() > 0 ? alert.at(facts.end()) : alert);
    }
    if (!seen.tlsRecordError()) return Optional.empty();
    var evidence = new Evidence.TlsAfterHandshake(-1, "", facts.received());
    return Optional.of(
        Ruling.of(Cause.TLS_RECORD_ERROR_MID, Signal.BYTES, evidence)
            .in(facts.stage())
            .at(facts.end()));
  }

  private TlsJudge() {}
}
