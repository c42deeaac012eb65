package dev.fivetwenty.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Verdict;
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
import dev.fivetwenty.wire.Decision;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Rule;
import dev.fivetwenty.wire.Timeouts;
import dev.fivetwenty.wire.Violation;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The lab and the judge as two witnesses: what a scenario was written to be is what the edge's own
/// attempt says of it.
class LabVerdictTest {

  /// What one attempt says of scenarios whose cause takes an examination to find: a cause's slug, or
  /// nothing. All others must show their own cause.
  private static final Map<String, String> SEEN_ONCE =
      Map.ofEntries(
          Map.entry("intermittent", ""),
          Map.entry("varies-by-user-agent", "resp-empty-rst"),
          Map.entry("varies-by-user-agent-403", ""),
          Map.entry("varies-by-request-field", "resp-empty-fin"),
          Map.entry("varies-by-cookie-size", "resp-empty-rst"),
          Map.entry("varies-by-coding", "resp-empty-fin"),
          Map.entry("varies-by-method", "resp-empty-fin"),
          Map.entry("varies-by-address", ""),
          Map.entry("fails-under-concurrency", ""),
          Map.entry("rate-limited", ""),
          Map.entry("rate-limited-reset", ""),
          Map.entry("rate-limited-silence", ""),
          Map.entry("differs-through-proxy", ""),
          Map.entry("coding-gzip-bad", ""),
          Map.entry("coding-truncated", ""),
          Map.entry("coding-length", "body-short-fin"),
          Map.entry("coding-bomb", ""),
          Map.entry("limit-header-section-growing", ""),
          Map.entry("idle-unsolicited-bytes", ""),
          Map.entry("port-mismatch", ""),
          Map.entry("h2-only", "tls-alpn-mismatch"),
          Map.entry("tls-old-version", "tls-version-or-cipher"),
          Map.entry("tls-needs-sni", ""));

  /// Leads to the address of a real network, which no test may ask.
  private static final List<String> OUTSIDE = List.of("behind-cdn", "dns-prohibited-ip");

  /// Limits for those who wait in vain, and for those who do not, on a busy machine.
  private static final Duration BRIEF = Duration.ofSeconds(2);
  private static final Duration LONG = Duration.ofSeconds(20);

  private static final Duration TOTAL = Duration.ofSeconds(30);

  /// Here the peer's close races with our request, or its drip with our timer: when the other one
  /// wins, another cause is the truth.
  private static final List<String> RACES =
      List.of("conn-rst-before-request", "conn-fin-before-request", "time-header-drip");

  private static final int RACE_TRIES = 60;

  @TempDir Path folder;

  @Test
  void everyScenarioIsJudgedToBeWhatItWasWrittenToBe() throws Exception {
    var differences = new ArrayList<String>();
    try (Lab lab = Lab.open(LabOptions.ANYWHERE.writingCertificatesTo(folder));
        Origins origins = Origins.open();
        var threads = Executors.newFixedThreadPool(24)) {
      lab.certificatesWritten().get();
      List<Scenario> scenarios = Scenarios.all().stream().filter(LabVerdictTest::canBeAsked).toList();
      List<Callable<String>> asked =
          scenarios.stream().<Callable<String>>map(s -> () -> told(s, lab, origins)).toList();
      List<Future<String>> answers = threads.invokeAll(asked);
      for (int i = 0; i < scenarios.size(); i++) {
        String slug = scenarios.get(i).slug();
        String expected = expected(scenarios.get(i));
        String said = answers.get(i).get();
        if (!said.equals(expected)) differences.add(slug + ": " + expected + ", judged: " + said);
      }
      assertThat(scenarios).hasSizeGreaterThan(150);
    }

    assertThat(differences).isEmpty();
  }

  private String told(Scenario scenario, Lab lab, Origins origins) throws Exception {
    String said = said(scenario, ask(scenario, lab, origins));
    if (!RACES.contains(scenario.slug())) return said;
    for (int i = 1; i < RACE_TRIES && !said.equals(expected(scenario)); i++) {
      said = said(scenario, ask(scenario, lab, origins));
    }
    return said;
  }

  private static boolean canBeAsked(Scenario scenario) {
    return scenario.kind() != Scenario.Kind.BY_HAND && !OUTSIDE.contains(scenario.slug());
  }

  /// Returns `sound`, or `fault` or `noted` with a slug.
  static String expected(Scenario scenario) {
    String once = SEEN_ONCE.get(scenario.slug());
    if (once != null) return once.isEmpty() ? "sound" : "fault " + once;
    Cause cause = scenario.cause();
    Decision decision = decision(cause, profile(scenario));
    return switch (decision) {
      case REJECT -> "fault " + cause.slug();
      case GLITCH -> "noted " + cause.slug();
      case ACCEPT -> "sound";
    };
  }

  /// A cause that is no rule is rejected when it is a fault and noted when it is a finding.
  private static Decision decision(Cause cause, Profile profile) {
    for (Rule rule : Rule.values()) {
      if (rule.slug().equals(cause.slug())) return profile.decision(rule);
    }
    return cause.isFault() ? Decision.REJECT : Decision.GLITCH;
  }

  /// Returns the verdict, else that the cause was noted as a glitch or finding, else that all was sound.
  private static String said(Scenario scenario, Attempt attempt) {
    Optional<Verdict> verdict = attempt.judgement().verdict();
    if (verdict.isPresent()) return "fault " + verdict.get().cause().slug();
    String slug = scenario.cause().slug();
    boolean noted =
        attempt.judgement().glitches().stream().map(Violation::rule).anyMatch(r -> r.slug().equals(slug))
            || attempt.judgement().findings().stream().anyMatch(f -> f.cause() == scenario.cause());
    return noted ? "noted " + slug : "sound";
  }

  private Attempt ask(Scenario scenario, Lab lab, Origins origins) throws Exception {
    URI url = lab.urlOf(scenario);
    boolean reused = scenario.cause() == Cause.CONN_STALE_REUSE;
    AttemptOrder order = order(scenario, url, lab, reused);
    Attempt attempt = origins.attempt(order).get();
    if (!reused) return attempt;
    return attempt.kept().orElseThrow().attempt(order(scenario, url, lab, false)).get();
  }

  private AttemptOrder order(Scenario scenario, URI url, Lab lab, boolean keepOpen) {
    RequestBytes request = request(scenario.ask(), url);
    Optional<String> dns =
        url.getHost().endsWith("lab.test")
            ? Optional.of("127.0.0.1:" + lab.addresses().dns().getPort())
            : Optional.empty();
    return new AttemptOrder(
        new Target(url, Optional.empty(), url.getPort()),
        request.toByteArray(),
        request.expected(),
        profile(scenario),
        tls(scenario, folder),
        TOTAL,
        1 << 20,
        keepOpen,
        dns);
  }

  static RequestBytes request(Ask ask, URI url) {
    RequestBytes request = RequestBytes.of(ask.method(), url).content(new byte[ask.content()]);
    for (String field : ask.fields()) {
      int colon = field.indexOf(':');
      String value = field.substring(colon + 1).trim();
      if (!value.isEmpty()) request = request.with(field.substring(0, colon), value);
    }
    return request;
  }

  /// @param folder with the certificate of the lab's authority
  static TlsOptions tls(Scenario scenario, Path folder) {
    Trust trust = scenario.hints().contains("--tls full") ? Trust.FULL : Trust.STRICT;
    return new TlsOptions(
        trust, Optional.empty(), List.of("http/1.1"), List.of(),
        Optional.of(folder.resolve("lab-ca.pem")), Optional.empty(), Optional.empty());
  }

  static Profile profile(Scenario scenario) {
    Profile profile = scenario.hints().contains("--profile current") ? Profile.CURRENT : Profile.CLASSIC;
    boolean inVain = scenario.cause().slug().contains("time") || scenario.slug().endsWith("-drip");
    Duration limit = inVain ? BRIEF : LONG;
    return profile.withTimeouts(
        new Timeouts(limit, limit, limit, limit, limit, limit, limit, Duration.ofSeconds(90)));
  }
}
