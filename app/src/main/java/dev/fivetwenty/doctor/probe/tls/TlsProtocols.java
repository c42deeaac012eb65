package dev.fivetwenty.doctor.probe.tls;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Handshake;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.doctor.Answer;
import dev.fivetwenty.doctor.Probe;
import dev.fivetwenty.doctor.Visit;
import dev.fivetwenty.doctor.asking.Asking;
import dev.fivetwenty.doctor.asking.Upshot;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.trust.TlsOptions;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Offers HTTP/2 and HTTP/1.1 by ALPN, to see which of them the origin picks when it may choose.
///
/// No HTTP/2 is spoken: the handshake's answer is enough.
public final class TlsProtocols implements Probe {

  /// RFC 7301 §3.2.
  private static final int NO_APPLICATION_PROTOCOL = 120;

  /// How HTTP/1.1 ends at an origin that takes HTTP/2 alone.
  private static final Set<Cause> H2_ONLY =
      EnumSet.of(
          Cause.TLS_ALPN_MISMATCH, Cause.NONHTTP_H2, Cause.TLS_ALERT, Cause.TLS_CLOSED_FIN,
          Cause.TLS_CLOSED_RST);

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
    Attempt offered = visit.ask(asking(visit, "HTTP/2 offered", List.of("h2")));
    Attempt plain = ofHttp11(visit);
    Optional<Handshake> h2 = offered.observation().handshake();
    Optional<Handshake> h1 = plain.observation().handshake();
    answer.fact("selectedOfH2", selected(h2)).fact("selectedOfHttp11", selected(h1));
    if (selected(h2).equals("h2")) {
      withHttp2(answer, visit.outcome(plain), Tls.isFinished(h1));
    } else if (!Tls.isFinished(h1) && !isDeclined(h1)) {
      answer.untold("the handshake ends in %s", visit.outcome(plain));
    } else if (!Tls.isFinished(h2) && !isDeclined(h2)) {
      answer.untold("with HTTP/2 offered the handshake ends in %s", visit.outcome(offered));
    } else if (Tls.isFinished(h1)) {
      answer.summary("HTTP/1.1 only");
    } else {
      answer.summary("neither HTTP/2 nor HTTP/1.1");
      visit.mainOutcome().verdict().filter(v -> v.cause() == Cause.TLS_ALPN_MISMATCH)
          .ifPresent(answer::blame);
    }
  }

  private static void withHttp2(Answer answer, Upshot http11, boolean isFinished) {
    if (http11.verdict().map(Verdict::cause).filter(H2_ONLY::contains).isPresent()) {
      String text = "the origin takes HTTP/2 and nothing else";
      answer.warn(Cause.H2_ONLY, text).summary("%s", text);
    } else if (isFinished) {
      answer.summary("HTTP/2 and HTTP/1.1");
    } else {
      answer.untold("HTTP/2 is taken, without it the handshake ends in %s", http11);
    }
  }

  /// Returns the request itself, or one that its certificate does not end.
  private static Attempt ofHttp11(Visit visit) throws InterruptedException {
    if (Tls.handshake(visit).failure() != Handshake.Failure.CERTIFICATE) {
      return visit.main().orElseThrow();
    }
    return visit.ask(asking(visit, "any certificate taken", visit.plan().tls().alpn()));
  }

  private static String selected(Optional<Handshake> handshake) {
    return handshake.map(Handshake::selected).orElse("");
  }

  /// True when none of what was offered is spoken: a handshake that failed for another reason says
  /// nothing of protocols.
  private static boolean isDeclined(Optional<Handshake> handshake) {
    return handshake.filter(h -> h.failure() == Handshake.Failure.ALPN
        || h.alertId() == NO_APPLICATION_PROTOCOL).isPresent();
  }

  private static Asking asking(Visit visit, String label, List<String> alpn) {
    TlsOptions own = visit.plan().tls();
    return Tls.asking(visit, label, own.sni(), alpn, own.versions());
  }
}
