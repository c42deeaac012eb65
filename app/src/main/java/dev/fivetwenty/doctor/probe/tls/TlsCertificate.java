package dev.fivetwenty.doctor.probe.tls;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Certificate;
import dev.fivetwenty.cause.Handshake;
import dev.fivetwenty.doctor.Answer;
import dev.fivetwenty.doctor.CertificateDemand;
import dev.fivetwenty.doctor.Probe;
import dev.fivetwenty.doctor.Visit;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// Writes down the certificate that the request itself was shown. Sends nothing: what is wrong with
/// it is in the judgement of that request.
public final class TlsCertificate implements Probe {

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
    CertificateDemand.of(visit.main().orElseThrow())
        .ifPresent(demand -> answer.fact("clientCertificateDemanded", true).find(demand));
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
