package dev.fivetwenty.doctor.probe;

import dev.fivetwenty.cause.Handshake;
import dev.fivetwenty.doctor.Answer;
import dev.fivetwenty.doctor.Asking;
import dev.fivetwenty.doctor.Probe;
import dev.fivetwenty.doctor.Visit;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.TlsOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Offers one TLS version at a time: 1.3 and 1.2. No older one is offered, which no provider of
/// ours is sure to have: a server that knows nothing newer says so in its ServerHello.
final class TlsVersions implements Probe {

  private static final List<String> OFFERED = List.of("TLSv1.3", "TLSv1.2");

  @Override
  public String name() {
    return "tls-versions";
  }

  @Override
  public String question() {
    return "which TLS versions does the origin speak?";
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
    Map<String, Object> seen = new LinkedHashMap<>();
    answer.fact("versions", seen);
    var spoken = new ArrayList<String>();
    for (String version : OFFERED) if (ask(visit, seen, version)) spoken.add(version);
    if (!spoken.isEmpty()) answer.summary("%s", String.join(", ", spoken));
    else if (Tls.handshake(visit).protocol().isEmpty()) answer.summary("neither 1.3 nor 1.2");
    else answer.summary("%s at best", Tls.handshake(visit).protocol());
  }

  private static boolean ask(Visit visit, Map<String, Object> seen, String version)
      throws InterruptedException {
    Attempt attempt = visit.ask(asking(visit, version));
    Optional<Handshake> handshake = attempt.observation().handshake();
    boolean spoken = handshake.filter(h -> h.protocol().equals(version)).isPresent();
    seen.put(version, spoken ? "yes" : visit.outcome(attempt).toString());
    return spoken;
  }

  private static Asking asking(Visit visit, String version) {
    TlsOptions own = visit.plan().tls();
    var tls =
        new TlsOptions(
            own.trust(), own.sni(), own.alpn(), List.of(version), own.authorities(),
            own.clientChain(), own.clientKey());
    return visit.asking().tls(tls).label(version + " only");
  }
}
