package dev.fivetwenty.doctor.probe.tls;

import dev.fivetwenty.cause.Handshake;
import dev.fivetwenty.doctor.Answer;
import dev.fivetwenty.doctor.Probe;
import dev.fivetwenty.doctor.Visit;
import dev.fivetwenty.doctor.asking.Asking;
import dev.fivetwenty.doctor.asking.Upshot;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.trust.TlsOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Offers one TLS version at a time: 1.3 and 1.2. No older one is offered, which no provider of
/// ours is sure to have: a server that knows nothing newer says so in its ServerHello.
public final class TlsVersions implements Probe {

  /// RFC 8446 §6.2.
  private static final int PROTOCOL_VERSION = 70;

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
    var older = new TreeSet<String>();
    Optional<Upshot> unclear = Optional.empty();
    for (String version : OFFERED) {
      Attempt attempt = visit.ask(asking(visit, version));
      Optional<Handshake> handshake = attempt.observation().handshake();
      String chosen = handshake.map(Handshake::protocol).orElse("");
      Upshot upshot = visit.outcome(attempt);
      seen.put(version, chosen.equals(version) ? "yes" : upshot.toString());
      if (chosen.equals(version)) spoken.add(version);
      else if (!chosen.isEmpty()) older.add(chosen);
      else if (!isRefused(handshake)) unclear = Optional.of(upshot);
    }
    if (!spoken.isEmpty()) answer.summary("%s", String.join(", ", spoken));
    else if (!older.isEmpty()) answer.summary("%s at best", older.last());
    else if (unclear.isPresent()) answer.untold("the handshake ends in %s", unclear.get());
    else answer.summary("neither 1.3 nor 1.2");
  }

  /// Any other alert, and a close, may be about something else.
  private static boolean isRefused(Optional<Handshake> handshake) {
    return handshake.filter(h -> h.alertId() == PROTOCOL_VERSION).isPresent();
  }

  private static Asking asking(Visit visit, String version) {
    TlsOptions own = visit.plan().tls();
    return Tls.asking(visit, version + " only", own.sni(), own.alpn(), List.of(version));
  }
}
