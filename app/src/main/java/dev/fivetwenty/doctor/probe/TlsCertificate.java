package dev.fivetwenty.doctor.probe;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Certificate;
import dev.fivetwenty.cause.Handshake;
import dev.fivetwenty.cause.TlsAlert;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.doctor.Answer;
import dev.fivetwenty.doctor.Probe;
import dev.fivetwenty.doctor.Visit;
import dev.fivetwenty.origin.Attempt;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// Writes down the certificate that the request itself was shown. Sends nothing: what is wrong with
/// it is in the judgement of that request.
final class TlsCertificate implements Probe {

  /// In the content of a 400.
  private static final String PAGE_OF_NGINX = "No required SSL certificate was sent";

  @Override
  public String name() {
    return "tls-certificate";
  }

  @Override
  public String question() {
    return "what certificate does the origin show, and does it want one?";
  }

  @Override
  public Manner manner() {
    return Manner.ALONGSIDE;
  }

  @Override
  public Optional<String> obstacle(Visit visit) {
    return Tls.obstacle(visit);
  }

  @Override
  public void run(Visit visit, Answer answer) {
    Handshake handshake = Tls.handshake(visit);
    answer.fact("version", handshake.protocol()).fact("cipher", handshake.cipher());
    answer.fact("clientCertificateWanted", handshake.clientCertificateWanted());
    demand(visit, answer, handshake);
    Optional<Certificate> certificate = handshake.certificate();
    if (certificate.isEmpty()) {
      answer.summary("none was shown");
      return;
    }
    Certificate leaf = certificate.get();
    long days = Duration.between(visit.time().now(), leaf.notAfter()).toDays();
    answer.fact("subject", leaf.subject()).fact("issuer", leaf.issuer());
    answer.fact("names", leaf.names()).fact("notBefore", leaf.notBefore().toString());
    answer.fact("notAfter", leaf.notAfter().toString()).fact("daysLeft", days);
    answer.fact("sha256", leaf.sha256()).fact("chain", leaf.chain());
    String problem = handshake.problem().name().toLowerCase(Locale.ROOT).replace('_', '-');
    answer.fact("problem", problem);
    boolean sound = handshake.problem() == Handshake.Problem.NONE;
    answer.summary(
        "%s, %s, %s%s", String.join(", ", leaf.names()), left(visit, leaf),
        sound ? "a strict edge takes it" : "a strict edge refuses it (" + problem + ")",
        handshake.clientCertificateWanted() ? "; it asks for a client certificate" : "");
    if (!sound) point(visit, answer, handshake);
  }

  /// Points out that the origin goes no further without a certificate of ours: by an alert, or as nginx
  /// does by a page.
  private static void demand(Visit visit, Answer answer, Handshake handshake) {
    Attempt main = visit.main().orElseThrow();
    Optional<Cause> alert =
        visit.mainOutcome().verdict().map(Verdict::cause).filter(
            cause -> isDemand(cause, main, handshake));
    String received = new String(main.received(), StandardCharsets.ISO_8859_1);
    Optional<Cause> cause =
        alert.isEmpty() && received.contains(PAGE_OF_NGINX)
            ? Optional.of(Cause.TLS_ALERT_AFTER_HANDSHAKE) : alert;
    if (cause.isEmpty()) return;
    boolean shown = visit.plan().tls().clientChain().isPresent();
    answer.fact("clientCertificateDemanded", true).warn(
        cause.get(),
        shown
            ? "the origin demands a client certificate, and does not take the one it was shown"
            : "the origin demands a client certificate, and was shown none");
  }

  private static boolean isDemand(Cause cause, Attempt main, Handshake handshake) {
    int alert = handshake.alertId() < 0 ? main.observation().tlsAlert() : handshake.alertId();
    boolean told = alert == TlsAlert.CERTIFICATE_REQUIRED.id();
    return switch (cause) {
      case TLS_ALERT, TLS_ALERT_AFTER_HANDSHAKE -> told || handshake.clientCertificateWanted();
      default -> false;
    };
  }

  private static String left(Visit visit, Certificate leaf) {
    Duration left = Duration.between(visit.time().now(), leaf.notAfter());
    return left.isNegative()
        ? "ended %s".formatted(leaf.notAfter()) : "%d days left".formatted(left.toDays());
  }

  /// Points to what the request itself brought out about the certificate.
  private static void point(Visit visit, Answer answer, Handshake handshake) {
    if (handshake.failure() == Handshake.Failure.CERTIFICATE) {
      visit.mainOutcome().verdict().ifPresent(answer::blame);
    }
    visit.main().orElseThrow().judgement().findings().stream()
        .filter(finding -> finding.cause() == Cause.CERT_NOT_VERIFIED).forEach(answer::find);
  }
}
