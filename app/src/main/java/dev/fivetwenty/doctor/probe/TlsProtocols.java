package dev.fivetwenty.doctor.probe;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Handshake;
import dev.fivetwenty.doctor.Answer;
import dev.fivetwenty.doctor.Asking;
import dev.fivetwenty.doctor.Probe;
import dev.fivetwenty.doctor.Visit;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.TlsOptions;
import java.util.List;
import java.util.Optional;

/// Offers HTTP/2 and HTTP/1.1 by ALPN, to see which of them the origin picks when it may choose.
///
/// No HTTP/2 is spoken: the handshake's answer is enough.
final class TlsProtocols implements Probe {

  @Override
  public String name() {
    return "tls-alpn";
  }

  @Override
  public String question() {
    return "which application protocols does the origin offer?";
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
    return Tls.obstacle(visit);
  }

  @Override
  public void run(Visit visit, Answer answer) throws InterruptedException {
    Attempt attempt = visit.ask(asking(visit));
    Optional<Handshake> handshake = attempt.observation().handshake();
    String h2 = handshake.map(Handshake::selected).orElse("");
    String h1 = Tls.handshake(visit).selected();
    answer.fact("selectedOfH2", h2).fact("selectedOfHttp11", h1);
    boolean speaksH2 = h2.equals("h2");
    boolean mainFails = visit.mainOutcome().verdict().isPresent();
    if (speaksH2 && mainFails && isH2Only(visit)) {
      String text = "the origin takes HTTP/2 and nothing else";
      answer.warn(Cause.H2_ONLY, text).summary("%s", text);
    } else {
      answer.summary(speaksH2 ? "HTTP/2 and HTTP/1.1" : "HTTP/1.1 only");
    }
  }

  private static boolean isH2Only(Visit visit) {
    Cause cause = visit.mainOutcome().verdict().orElseThrow().cause();
    return cause == Cause.TLS_ALPN_MISMATCH
        || cause == Cause.NONHTTP_H2
        || cause == Cause.TLS_ALERT
        || cause == Cause.TLS_CLOSED_FIN
        || cause == Cause.TLS_CLOSED_RST;
  }

  private static Asking asking(Visit visit) {
    TlsOptions own = visit.plan().tls();
    var tls =
        new TlsOptions(
            own.trust(), own.sni(), List.of("h2"), own.versions(), own.authorities(),
            own.clientChain(), own.clientKey());
    return visit.asking().tls(tls).label("HTTP/2 offered");
  }
}
