package dev.fivetwenty.doctor.capture;

import dev.fivetwenty.doctor.replay.RecordedRequest;
import dev.fivetwenty.har.json.Json;
import dev.fivetwenty.incident.Incident;
import dev.fivetwenty.incident.intake.Covering;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.AttemptOrder;
import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.origin.Target;
import dev.fivetwenty.origin.trust.TlsOptions;
import dev.fivetwenty.recorder.KeptAttempt;
import dev.fivetwenty.recorder.KeptBytes;
import dev.fivetwenty.wire.Profile;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes entries of what an edge recorded of an exchange: one for each attempt, as the origin was asked.
///
/// Content that was covered when it was stored is left out; its size stays.
public final class StoredEntries {

  private static final String ROUTE = "recorded";

  private final Incident incident;
  private final boolean covered;

  private StoredEntries(Incident incident) {
    this.incident = incident;
    covered = Covering.isCovered(incident);
  }

  /// Returns the entries, oldest first; none where no origin was asked.
  public static List<Json.Obj> of(Incident incident) {
    return new StoredEntries(incident).entries();
  }

  private List<Json.Obj> entries() {
    List<KeptAttempt> attempts = incident.kept().attempts();
    var entries = new ArrayList<Json.Obj>();
    for (int i = 0; i < attempts.size(); i++) {
      Json.Obj entry = entry(attempts.get(i));
      Json.Obj own =
          entry.object("_fivetwenty")
              .with("ray", Json.of(incident.ray()))
              .with("attempt", Json.of(i + 1))
              .with("attempts", Json.of(attempts.size()));
      entries.add(entry.with("_fivetwenty", covered ? own.without("contentSha256") : own));
    }
    return entries;
  }

  private Json.Obj entry(KeptAttempt kept) {
    KeptBytes sent = kept.sent().total() > 0 ? kept.sent() : incident.kept().request();
    URI url = url(kept, RecordedRequest.shown(sent));
    RequestBytes request = RecordedRequest.shown(sent).orElseGet(() -> RequestBytes.of(method(), url));
    Json.Obj entry = new AttemptEntry(attempt(kept, sent, url, request), request, ROUTE).entry();
    Json.Obj asked = entry.object("request");
    if (!sent.isWhole()) {
      long body = sent.total() - (long) asked.number("headersSize", 0);
      asked = asked.with("bodySize", Json.of(Math.max(0, body)));
    }
    if (!covered) return entry.with("request", asked);
    Json.Obj response = entry.object("response");
    Json.Obj content = response.object("content").without("text", "encoding", "compression", "comment");
    return entry.with("request", asked.without("postData")).with("response", response.with("content", content));
  }

  private Attempt attempt(KeptAttempt kept, KeptBytes sent, URI url, RequestBytes request) {
    Profile profile = kept.profile().or(() -> kept.judgement().verdict().flatMap(v -> Profile.named(v.profile())))
        .orElse(Profile.CLASSIC);
    var target = new Target(url, Optional.ofNullable(kept.address()), 0);
    var order =
        new AttemptOrder(
            target, first(sent), request.expected(), profile, TlsOptions.DEFAULT,
            Duration.ZERO, 0, false, Optional.empty());
    return new Attempt(
        order, kept.observation(), kept.judgement(), kept.timeline(), first(sent), first(kept.received()),
        kept.received().total(), kept.transport(), Optional.empty());
  }

  /// Returns the bytes from the first one on, as far as none is missing.
  private static byte[] first(KeptBytes bytes) {
    boolean begun = !bytes.pieces().isEmpty() && bytes.pieces().getFirst().offset() == 0;
    return begun ? bytes.pieces().getFirst().bytes().clone() : new byte[0];
  }

  private String method() {
    String method = incident.visit().method();
    return method.matches("[!-9;-~]+") ? method : "GET";
  }

  /// Returns what the origin was asked for; without what makes no URL.
  private URI url(KeptAttempt kept, Optional<RequestBytes> request) {
    String scheme = kept.origin().startsWith("https") ? "https" : "http";
    String host = request.flatMap(r -> r.value("Host")).orElse(incident.visit().host());
    String query = incident.visit().query().isEmpty() ? "" : "?" + incident.visit().query();
    String target = request.map(RequestBytes::target).orElse(incident.visit().path() + query);
    return uri(scheme + "://" + host + target)
        .or(() -> uri(scheme + "://" + host + "/"))
        .orElseGet(() -> URI.create(scheme + "://origin.invalid/"));
  }

  private static Optional<URI> uri(String text) {
    try {
      URI uri = new URI(text);
      return uri.getRawAuthority() == null ? Optional.empty() : Optional.of(uri);
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }
}
