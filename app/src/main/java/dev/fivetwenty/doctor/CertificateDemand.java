package dev.fivetwenty.doctor;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Evidence;
import dev.fivetwenty.cause.Finding;
import dev.fivetwenty.cause.Handshake;
import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.cause.TlsAlert;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.doctor.asking.Upshot;
import dev.fivetwenty.origin.Attempt;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalLong;

/// Tells an origin that goes no further without a certificate of ours: by an alert, or as nginx does
/// by a page.
public final class CertificateDemand {

  /// In the content of a 400; any other answer may be about it.
  private static final String PAGE_OF_NGINX = "No required SSL certificate was sent";

  private static final int BAD_REQUEST = 400;

  /// Returns what to say of the demand; empty where the attempt met none.
  public static Optional<Finding> of(Attempt attempt) {
    Optional<Handshake> handshake = attempt.observation().handshake();
    if (handshake.isEmpty()) return Optional.empty();
    Optional<Cause> alert =
        attempt.judgement().verdict().map(Verdict::cause)
            .filter(cause -> isDemand(cause, attempt, handshake.get()));
    Optional<Cause> cause =
        alert.isEmpty() && isPageOfNginx(attempt) ? Optional.of(Cause.TLS_ALERT_AFTER_HANDSHAKE) : alert;
    boolean shown = attempt.order().tls().clientChain().isPresent();
    String text =
        shown
            ? "the origin demands a client certificate, and does not take the one it was shown"
            : "the origin demands a client certificate, and was shown none";
    return cause.map(
        c -> new Finding(
            c, Finding.Severity.WARNING, text, new Evidence.Seen(text), OptionalLong.empty()));
  }

  /// Returns the attempt with the demand, if it met one, among its findings.
  public static Attempt noted(Attempt attempt) {
    Optional<Finding> demand = of(attempt);
    if (demand.isEmpty()) return attempt;
    Judgement judgement = attempt.judgement();
    var findings = new ArrayList<>(judgement.findings());
    findings.add(demand.get());
    return new Attempt(
        attempt.order(), attempt.observation(),
        new Judgement(
            judgement.verdict(), judgement.glitches(), findings, judgement.unfinished()),
        attempt.timeline(), attempt.sent(), attempt.received(), attempt.receivedTotal(),
        attempt.transport(), attempt.kept());
  }

  private static boolean isPageOfNginx(Attempt attempt) {
    return Upshot.status(attempt) == BAD_REQUEST
        && new String(attempt.received(), StandardCharsets.ISO_8859_1).contains(PAGE_OF_NGINX);
  }

  private static boolean isDemand(Cause cause, Attempt attempt, Handshake handshake) {
    int alert = handshake.alertId() < 0 ? attempt.observation().tlsAlert() : handshake.alertId();
    boolean told = alert == TlsAlert.CERTIFICATE_REQUIRED.id();
    return switch (cause) {
      case TLS_ALERT, TLS_ALERT_AFTER_HANDSHAKE -> told || handshake.clientCertificateWanted();
      default -> false;
    };
  }

  private CertificateDemand() {}
}
