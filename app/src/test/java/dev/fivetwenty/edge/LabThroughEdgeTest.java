package dev.fivetwenty.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Judge;
import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.cause.Presentation;
import dev.fivetwenty.cause.ProxyStatus;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.config.Endpoint;
import dev.fivetwenty.config.HostField;
import dev.fivetwenty.config.OriginServer;
import dev.fivetwenty.config.OriginTls;
import dev.fivetwenty.config.Route;
import dev.fivetwenty.edge.TestEdge.Seen;
import dev.fivetwenty.lab.Lab;
import dev.fivetwenty.lab.LabOptions;
import dev.fivetwenty.lab.repertoire.Scenarios;
import dev.fivetwenty.lab.scenario.Ask;
import dev.fivetwenty.lab.scenario.Scenario;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.AttemptOrder;
import dev.fivetwenty.origin.Origins;
import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.origin.Target;
import dev.fivetwenty.origin.trust.TlsOptions;
import dev.fivetwenty.origin.trust.Trust;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Timeouts;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The edge and the doctor as two witnesses: what the doctor says of a scenario of the lab is what
/// the edge records, answers and passes on.
///
/// Scenarios of DNS are left out: their names exist on the lab's own name server only.
public class LabThroughEdgeTest {

  /// Leads to the address of a real network, which no test may ask.
  private static final Set<String> OUTSIDE = Set.of("behind-cdn");

  /// What such a scenario shows depends on how often it was asked, by whomever, or on what has
  /// dripped when the timer ends the wait.
  private static final Set<String> CHANCE =
      Set.of(
          "time-header-drip", "intermittent", "fails-under-concurrency", "rate-limited", "rate-limited-reset",
          "rate-limited-silence", "limit-header-section-growing");

  /// How many bytes have dripped when the timer ends the wait is chance.
  private static final Set<String> DRIPPING = Set.of("time-header-drip");

  /// An edge is the proxy through which the outcome is another one.
  private static final Map<String, String> AS_A_PROXY =
      Map.of("differs-through-proxy", "resp-empty-fin");

  /// Here the peer's close races with our request: when the request wins, another cause is the truth.
  private static final Set<String> RACES =
      Set.of("conn-rst-before-request", "conn-fin-before-request");

  private static final int RACE_TRIES = 60;

  /// Limits for those who wait in vain, and for those who do not, on a busy machine.
  private static final Duration BRIEF = Duration.ofSeconds(2);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration TOTAL = Duration.ofSeconds(30);

  private static final int KEPT_BYTES = 4 << 20;

  private static final String TRACE = "/.edge/trace";

  @TempDir Path folder;

  private final Map<String, TestEdge> edges = new HashMap<>();

  /// What both witnesses can be compared in.
  private record Said(
      String cause, String stage, long offset, int glitches, int status, String content) {}

  @Test
  void theEdgeSaysOfEveryScenarioWhatTheDoctorSays() throws Exception {
    var differences = new ArrayList<String>();
    List<Scenario> scenarios =
        Scenarios.all().stream().filter(LabThroughEdgeTest::canBeAsked).toList();
    try (Lab lab = Lab.open(LabOptions.ANYWHERE.writingCertificatesTo(folder));
        Origins origins = Origins.open();
        var threads = Executors.newFixedThreadPool(24)) {
      lab.certificatesWritten().get();
      startEdges(scenarios, lab);
      List<Callable<List<String>>> asked =
          scenarios.stream()
              .<Callable<List<String>>>map(s -> () -> compared(s, lab, origins))
              .toList();
      for (Future<List<String>> answer : threads.invokeAll(asked)) differences.addAll(answer.get());
    } finally {
      edges.values().forEach(TestEdge::close);
    }
    assertThat(scenarios).hasSizeGreaterThan(150);
    assertThat(differences).isEmpty();
  }

  public static boolean canBeAsked(Scenario scenario) {
    boolean named = scenario.kind() == Scenario.Kind.DNS;
    return scenario.kind() != Scenario.Kind.BY_HAND && !named && !OUTSIDE.contains(scenario.slug());
  }

  // The two witnesses.

  private List<String> compared(Scenario scenario, Lab lab, Origins origins) throws Exception {
    List<String> different = List.of();
    for (int i = 0; i < (RACES.contains(scenario.slug()) ? RACE_TRIES : 1); i++) {
      Attempt attempt = examined(scenario, lab, origins);
      different = new Comparison(scenario, edge(scenario), attempt).differences();
      boolean meant =
          attempt.judgement().verdict().map(v -> v.cause() == scenario.cause()).orElse(false);
      if (different.isEmpty() && meant) return different;
    }
    return different;
  }

  private final class Comparison {

    private final Scenario scenario;
    private final TestEdge edge;
    private final Attempt attempt;
    private final String host;
    private final List<String> differences = new ArrayList<>();

    Comparison(Scenario scenario, TestEdge edge, Attempt attempt) {
      this.scenario = scenario;
      this.edge = edge;
      this.attempt = attempt;
      host = host(scenario);
    }

    List<String> differences() throws Exception {
      try (var caller = new Caller(edge.address())) {
        boolean reused = scenario.cause() == Cause.CONN_STALE_REUSE;
        if (reused) {
          caller.get(host, path());
          edge.seen(seen -> seen.host().equals(host));
        }
        edge.forget(seen -> seen.host().equals(host));
        Reply reply = asked(caller, reused ? "POST" : scenario.ask().method());
        Seen seen = edge.seen(s -> s.host().equals(host));
        String own = AS_A_PROXY.get(scenario.slug());
        if (own != null) assertThat(seen.cause()).hasValue(own);
        else if (!CHANCE.contains(scenario.slug())) same(seen, reply);
        asPromised(seen, reply);
        nextIsAnswered(caller, seen, reply);
      }
      return differences;
    }

    private Reply asked(Caller caller, String method) throws Exception {
      Ask ask = scenario.ask();
      var fields = new ArrayList<String>();
      ask.fields().stream().filter(f -> !f.endsWith(":")).forEach(fields::add);
      boolean posts = ask.content() > 0 || method.equals("POST");
      if (posts) fields.add("Content-Length: " + ask.content());
      caller.send(Caller.head(method, host, path(), fields.toArray(String[]::new)));
      if (ask.content() > 0) caller.sendContent(ask.content());
      return caller.read(method);
    }

    private String path() {
      URI url = attempt.order().target().url();
      return url.getRawQuery() == null ? url.getRawPath() : url.getRawPath() + "?" + url.getRawQuery();
    }

    /// The judge is one: so is what it says.
    private void same(Seen seen, Reply reply) {
      Judgement judgement = attempt.judgement();
      Optional<Verdict> verdict = judgement.verdict();
      var doctor =
          new Said(
              verdict.map(v -> v.cause().slug()).orElse("sound"),
              verdict.map(v -> v.stage().slug()).orElse(""),
              offset(verdict.map(v -> v.offset().orElse(-1)).orElse(-1L)),
              judgement.glitches().size(),
              verdict.isPresent() ? 0 : status(),
              verdict.isPresent() ? "" : content());
      var edges =
          new Said(
              seen.cause().orElse("sound"),
              seen.stage().map(s -> s.slug()).orElse(""),
              offset(seen.offset()),
              seen.glitches() / Math.max(1, seen.attempts()),
              verdict.isPresent() ? 0 : reply.status(),
              verdict.isPresent() ? "" : digest(reply.content()));
      if (!doctor.equals(edges)) differ("doctor " + doctor + ", edge " + edges);
      kept(seen, verdict.map(Verdict::cause));
    }

    /// What was kept can be judged again.
    private void kept(Seen seen, Optional<Cause> cause) {
      Optional<Cause> again =
          seen.kept().filter(kept -> kept.verdict().isPresent())
              .map(kept -> kept.attempts().getLast().observation())
              .flatMap(observed -> new Judge(profile(scenario)).judge(observed).verdict())
              .map(Verdict::cause);
      if (!again.equals(cause)) differ("kept " + again + " of " + cause);
    }

    private long offset(long measured) {
      return DRIPPING.contains(scenario.slug()) ? -1 : measured;
    }

    private int status() {
      return attempt.observation().reply().orElseThrow().head().orElseThrow().status();
    }

    /// Returns the content that the doctor read.
    private String content() {
      return digest(new ReplyContent(attempt.order(), attempt.received()).bytes());
    }

    /// What was promised for this outcome by the catalogue and by HTTP.
    private void asPromised(Seen seen, Reply reply) {
      if (!reply.faults().isEmpty()) differ("not clean: " + reply.faults());
      if (seen.cause().isEmpty()) {
        if (!reply.isWhole()) differ("sound, but " + reply);
        return;
      }
      Cause cause = Cause.bySlug(seen.cause().get()).orElseThrow();
      int status = cause.status(Presentation.EDGE_52X);
      if (reply.status() >= 500 && seen.statusIfUncommitted() == 0) {
        boolean shown = reply.status() == status && seen.status() == status && reply.isWhole();
        if (!shown) differ("should be a whole " + status + ": " + reply + ", " + seen);
        if (!reply.field("Proxy-Status").equals(Optional.of(ProxyStatus.withoutDetails(cause)))) {
          differ("Proxy-Status: " + reply.field("Proxy-Status"));
        }
      } else if (seen.statusIfUncommitted() != status || reply.isWhole()) {
        differ("should be cut: " + reply + ", " + seen);
      } else if (reply.field("Content-Length").isPresent() && reply.end() != Reply.End.CUT_RST) {
        differ("a promised length should end with a reset: " + reply);
      }
    }

    private void nextIsAnswered(Caller caller, Seen seen, Reply reply) throws Exception {
      if (!reply.isWhole() || reply.status() == 101) return;
      if (scenario.ask().content() > 0) return;
      if (reply.closes()) {
        differ("closes without need: " + reply);
        return;
      }
      Reply next = caller.get(host, TRACE);
      if (next.status() != 200 || !next.text().contains("\nkept=")) differ("next: " + next);
      // Its record must not come when the scenario is asked for again.
      edge.seen(s -> s.host().equals(host) && s.target().equals(TRACE));
    }

    private void differ(String how) {
      differences.add(scenario.slug() + ": " + how);
    }
  }

  private static String digest(byte[] content) {
    return content.length + " bytes, " + Arrays.hashCode(content);
  }

  // The doctor's way.

  private Attempt examined(Scenario scenario, Lab lab, Origins origins) throws Exception {
    boolean reused = scenario.cause() == Cause.CONN_STALE_REUSE;
    AttemptOrder order = order(scenario, url(scenario, lab), reused);
    Attempt attempt = origins.attempt(order).get();
    if (!reused) return attempt;
    return attempt.kept().orElseThrow().attempt(order(scenario, lab.urlOf(scenario), false)).get();
  }

  /// What is said on an idle connection is not to be read with the reply, however busy the machine is.
  private static URI url(Scenario scenario, Lab lab) {
    URI url = lab.urlOf(scenario);
    return scenario.cause() == Cause.IDLE_UNSOLICITED_BYTES ? URI.create(url + "?after=60000") : url;
  }

  private AttemptOrder order(Scenario scenario, URI url, boolean keepOpen) {
    RequestBytes request = request(scenario.ask(), url);
    return new AttemptOrder(
        new Target(url, Optional.of("127.0.0.1"), url.getPort()),
        request.toByteArray(),
        request.expected(),
        profile(scenario),
        new TlsOptions(
            Trust.valueOf(trust(scenario).name()), Optional.empty(), List.of("http/1.1"),
            List.of(), Optional.of(folder.resolve("lab-ca.pem")), Optional.empty(),
            Optional.empty()),
        TOTAL,
        KEPT_BYTES,
        keepOpen,
        Optional.empty());
  }

  private static RequestBytes request(Ask ask, URI url) {
    RequestBytes request = RequestBytes.of(ask.method(), url).content(new byte[ask.content()]);
    for (String field : ask.fields()) {
      int colon = field.indexOf(':');
      String value = field.substring(colon + 1).trim();
      if (!value.isEmpty()) request = request.with(field.substring(0, colon), value);
    }
    return request;
  }

  // The edge's way: a route for each scenario, an edge for each profile.

  private void startEdges(List<Scenario> scenarios, Lab lab) {
    var routes = new HashMap<String, List<Route>>();
    var profiles = new HashMap<String, Profile>();
    for (Scenario scenario : scenarios) {
      routes.computeIfAbsent(terms(scenario), _ -> new ArrayList<>()).add(route(scenario, lab, folder));
      profiles.put(terms(scenario), profile(scenario));
    }
    for (String terms : routes.keySet()) {
      edges.put(terms, TestEdge.routing(profiles.get(terms), routes.get(terms)));
    }
  }

  /// An origin of its own for each scenario: no connection is shared with another.
  public static Route route(Scenario scenario, Lab lab, Path folder) {
    URI url = lab.urlOf(scenario);
    boolean secure = url.getScheme().equals("https");
    var tls =
        new OriginTls(
            trust(scenario), Optional.of(folder.resolve("lab-ca.pem")), Optional.empty(),
            Optional.empty());
    var server =
        new OriginServer(
            secure, secure ? url.getHost() : host(scenario), url.getPort(),
            Optional.of(new Endpoint.Tcp("127.0.0.1", url.getPort())));
    return TestEdge.route(host(scenario), new HostField.OfOrigin(), tls, server);
  }

  private TestEdge edge(Scenario scenario) {
    return edges.get(terms(scenario));
  }

  public static String terms(Scenario scenario) {
    return profile(scenario).name() + " " + waitsInVain(scenario);
  }

  static String host(Scenario scenario) {
    return scenario.slug() + ".test";
  }

  private static OriginTls.Trust trust(Scenario scenario) {
    return scenario.hints().contains("--tls full") ? OriginTls.Trust.FULL : OriginTls.Trust.STRICT;
  }

  public static Profile profile(Scenario scenario) {
    Profile profile =
        scenario.hints().contains("--profile current") ? Profile.CURRENT : Profile.CLASSIC;
    Duration limit = waitsInVain(scenario) ? BRIEF : LONG;
    return profile.withTimeouts(
        new Timeouts(limit, limit, limit, limit, limit, limit, limit, Duration.ofSeconds(90)));
  }

  private static boolean waitsInVain(Scenario scenario) {
    return scenario.cause().slug().contains("time") || scenario.slug().endsWith("-drip");
  }
}
