package dev.fivetwenty.cli.incident;

import dev.fivetwenty.cause.Expiry;
import dev.fivetwenty.cause.Family;
import dev.fivetwenty.cause.Handshake;
import dev.fivetwenty.cause.Observation;
import dev.fivetwenty.cause.Timer;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.option.ConnectionOptions;
import dev.fivetwenty.cli.option.Connections;
import dev.fivetwenty.doctor.replay.RecordedRequest;
import dev.fivetwenty.doctor.replay.ReplayPlan.WarmUp;
import dev.fivetwenty.incident.Incident;
import dev.fivetwenty.origin.AttemptOrder;
import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.origin.Target;
import dev.fivetwenty.origin.trust.TlsOptions;
import dev.fivetwenty.origin.trust.Trust;
import dev.fivetwenty.recorder.KeptAttempt;
import dev.fivetwenty.recorder.KeptBytes;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Makes of a stored incident the orders that do the same again.
public final class Replays {

  /// Recorded bytes of each direction.
  private static final int KEPT_BYTES = 64 << 10;

  /// Waiting longer between two requests than this is no longer a replay but a vigil.
  private static final Duration LONGEST_IDLE = Duration.ofSeconds(60);

  private final Incident incident;
  private final ConnectionOptions options;
  private final Connections connections;

  public Replays(Incident incident, ConnectionOptions options) {
    this.incident = incident;
    this.options = options;
    this.connections = new Connections(options);
  }

  /// Returns the request as the origin was sent it; as the client sent it where nothing went out.
  public Optional<RecordedRequest> request() {
    KeptBytes sent = told().map(KeptAttempt::sent).orElse(KeptBytes.NONE);
    return RecordedRequest.of(sent.total() > 0 ? sent : incident.kept().request());
  }

  /// Returns the attempt that there is something to tell of: the last that failed, else the last.
  public Optional<KeptAttempt> told() {
    List<KeptAttempt> latest = incident.kept().attempts().reversed();
    return latest.stream().filter(a -> a.judgement().verdict().isPresent()).findFirst()
        .or(() -> latest.stream().findFirst());
  }

  /// Returns why it failed, or why one of its attempts did.
  public Optional<Verdict> verdict() {
    return incident.kept().verdict().or(() -> told().flatMap(a -> a.judgement().verdict()));
  }

  /// Returns the profile that the edge judged by; `classic` where only the name of another one was stored.
  public Profile judgedBy() {
    return told().flatMap(KeptAttempt::profile)
        .or(() -> verdict().flatMap(v -> Profile.named(v.profile())))
        .orElse(Profile.CLASSIC);
  }

  /// Returns whom to ask.
  ///
  /// @throws UsageProblem when the incident had no origin
  Target target(RequestBytes request) {
    String name = incident.answer().origin();
    boolean told = options.origin() != null;
    String host = request.value("Host").orElse(incident.visit().host());
    if (name.isEmpty() && !told) {
      throw new UsageProblem("no origin was asked for this exchange: --origin HOST[:PORT]");
    }
    OriginName origin = OriginName.parse(name.isEmpty() ? "http://" + options.origin() : name);
    boolean elsewhere = told || !options.resolve().isEmpty() || !options.connectTo().isEmpty();
    return elsewhere
        ? connections.target(origin.url(host, request.target()))
        : origin.target(host, request.target());
  }

  public AttemptOrder order(RequestBytes request, boolean keepOpen) {
    return new AttemptOrder(
        target(request), request.toByteArray(), request.expected(), profile(), tls(),
        connections.total(), KEPT_BYTES, keepOpen, connections.dnsServer());
  }

  /// Returns the request that opens the connection, where the recorded one was not the first on its.
  public Optional<WarmUp> warmUp(RequestBytes request) {
    var use = told().map(KeptAttempt::observation).map(Observation::use);
    if (use.filter(u -> u.isReused()).isEmpty()) return Optional.empty();
    Duration idle = use.get().idle();
    boolean changes = request.content().length > 0 || !request.method().equals("HEAD");
    RequestBytes first = changes ? harmless(request) : request;
    return Optional.of(
        new WarmUp(
            order(first, true), idle.compareTo(LONGEST_IDLE) > 0 ? LONGEST_IDLE : idle));
  }

  /// Returns a request of the same place that changes nothing there.
  private static RequestBytes harmless(RequestBytes request) {
    return request.method("GET").content(new byte[0]).without("Content-Length")
        .without("Transfer-Encoding").without("Content-Type").without("Expect")
        .without("Upgrade");
  }

  /// Waits as long as the edge did, where that ended the exchange.
  private Profile profile() {
    return patient(options.isProfileGiven() ? connections.profile() : connections.profile(judgedBy()));
  }

  private Profile patient(Profile profile) {
    Optional<Expiry> expiry = told().flatMap(a -> a.observation().expiry());
    if (expiry.isEmpty() || options.timeout() != null || options.connectTimeout() != null) {
      return profile;
    }
    Expiry ended = expiry.get();
    Timeouts t = profile.timeouts();
    return profile.withTimeouts(
        new Timeouts(
            limit(Timer.RESOLVE, ended, t.resolve()), limit(Timer.CONNECT, ended, t.connect()),
            limit(Timer.TLS, ended, t.tls()), limit(Timer.WRITE, ended, t.write()),
            limit(Timer.REQUEST_UNACKED, ended, t.requestUnacked()),
            limit(Timer.RESPONSE_HEAD, ended, t.responseHead()),
            limit(Timer.BETWEEN_BYTES, ended, t.betweenBytes()), t.idlePool()));
  }

  private static Duration limit(Timer timer, Expiry ended, Duration usual) {
    return ended.timer() == timer ? ended.limit() : usual;
  }

  /// A certificate that was refused is refused again; the server name is the recorded one.
  TlsOptions tls() {
    TlsOptions given = connections.tls();
    Optional<Handshake> recorded = told().flatMap(a -> a.observation().handshake());
    boolean refused =
        verdict().filter(v -> v.cause().family() == Family.TLS).isPresent()
            && recorded.filter(h -> h.failure() == Handshake.Failure.CERTIFICATE).isPresent();
    boolean trustGiven = options.tls() != null || options.insecure() || options.cacert() != null;
    Trust trust = refused && !trustGiven ? Trust.STRICT : given.trust();
    Optional<String> sni = given.sni().or(() -> recorded.map(Handshake::sni));
    return new TlsOptions(
        trust, sni, given.alpn(), given.versions(), given.authorities(), given.clientChain(),
        given.clientKey());
  }
}
