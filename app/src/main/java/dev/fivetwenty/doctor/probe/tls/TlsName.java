package dev.fivetwenty.doctor.probe.tls;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Certificate;
import dev.fivetwenty.cause.Handshake;
import dev.fivetwenty.doctor.Answer;
import dev.fivetwenty.doctor.Probe;
import dev.fivetwenty.doctor.Visit;
import dev.fivetwenty.doctor.asking.Asking;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.trust.TlsOptions;
import java.util.Optional;

/// Shakes hands without a server name, as clients that ask by address do.
public final class TlsName implements Probe {

  @Override
  public String name() {
    return "tls-sni";
  }

  @Override
  public String question() {
    return "does the origin need SNI to show its certificate?";
  }

  @Override
  public Manner manner() {
    return Manner.ALONGSIDE;
  }

  @Override
  public boolean needsWholeReplies() {
    return false;
  }

  @Override
  public Optional<String> obstacle(Visit visit) {
    Optional<String> obstacle = Tls.obstacle(visit);
    if (obstacle.isPresent()) return obstacle;
    boolean named = !Tls.handshake(visit).sni().isEmpty();
    return named ? Optional.empty() : Optional.of("the request itself was sent without SNI");
  }

  @Override
  public void run(Visit visit, Answer answer) throws InterruptedException {
    Attempt attempt = visit.ask(asking(visit));
    Optional<Handshake> handshake = attempt.observation().handshake();
    Optional<String> with = fingerprint(Optional.of(Tls.handshake(visit)));
    Optional<String> without = fingerprint(handshake);
    answer.fact("certificateWith", with.orElse(""));
    answer.fact("certificateWithout", without.orElse(""));
    if (with.isEmpty()) {
      answer.untold("no certificate was shown with SNI either");
    } else if (with.equals(without)) {
      answer.summary("no, it shows the same certificate without");
    } else if (Tls.isFinished(handshake)) {
      tell(answer, "without SNI another certificate is shown, for "
          + handshake.flatMap(Handshake::certificate).map(Certificate::names).orElseThrow());
    } else {
      tell(answer, "without SNI the handshake ends in " + visit.outcome(attempt));
    }
  }

  /// Edges send SNI, so this matters to other clients only.
  private static void tell(Answer answer, String text) {
    answer.summary("yes: %s", text);
    answer.inform(Cause.TLS_NEEDS_SNI, text);
  }

  private static Optional<String> fingerprint(Optional<Handshake> handshake) {
    return handshake.flatMap(Handshake::certificate).map(Certificate::sha256);
  }

  private static Asking asking(Visit visit) {
    TlsOptions own = visit.plan().tls();
    return Tls.asking(visit, "without SNI", Optional.of(""), own.alpn(), own.versions());
  }
}
