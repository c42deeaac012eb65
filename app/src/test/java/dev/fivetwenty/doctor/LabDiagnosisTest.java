package dev.fivetwenty.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Finding;
import dev.fivetwenty.doctor.probe.Probes;
import dev.fivetwenty.lab.Lab;
import dev.fivetwenty.lab.LabOptions;
import dev.fivetwenty.lab.Scenario;
import dev.fivetwenty.lab.Scenarios;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.Origins;
import dev.fivetwenty.origin.Target;
import dev.fivetwenty.ranges.Ranges;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The doctor with real attempts against the lab.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LabDiagnosisTest {

  private Lab lab;
  private Origins origins;

  @BeforeAll
  void open() throws IOException {
    lab = Lab.open(LabOptions.ANYWHERE);
    origins = Origins.open();
  }

  @AfterAll
  void close() {
    origins.close();
    lab.close();
  }

  @Test
  void findsNothingWrongWithASoundOrigin() {
    Duration[] first = {Duration.ZERO};
    long begun = Timekeeper.system().nanos();
    var progress =
        new Progress() {
          @Override
          public void first(Attempt attempt) {
            first[0] = Duration.ofNanos(Timekeeper.system().nanos() - begun);
          }
        };
    Examination examination = examine(sound("/ok"), Probes.standard(), progress);
    assertThat(examination.outcome()).isEqualTo(Examination.Outcome.NO_FAULT);
    assertThat(examination.findings()).isEmpty();
    assertThat(first[0]).isBetween(Duration.ofNanos(1), Duration.ofSeconds(3));
    assertThat(examination.took()).isLessThan(Duration.ofSeconds(30));
    assertThat(examination.requests()).isLessThanOrEqualTo(Budget.DEFAULT);
  }

  /// Each behaviour is named by its own finding, and the verdict says under what it happens.
  @ParameterizedTest
  @CsvSource({
    "varies-by-user-agent, resp-empty-rst, curl's User-Agent",
    "varies-by-user-agent-403, , ",
    "varies-by-request-field, resp-empty-fin, the fields that a CDN adds",
    "varies-by-cookie-size, resp-empty-rst, cookies of 5120 bytes or more",
    "varies-by-coding, resp-empty-fin, 'Accept-Encoding: gzip, deflate'",
    "varies-by-method, resp-empty-fin, HEAD",
    "fails-under-concurrency, resp-empty-rst, 6 requests at once",
    "rate-limited, , ",
    "rate-limited-reset, resp-empty-rst, a number of requests",
    "intermittent?n=4, resp-empty-fin, 'the same request, now and then'",
    "bodyless-head, , ",
    "bodyless-304, , ",
    "bodyless-204, , ",
    "body-excess, , ",
    "coding-gzip-bad, , ",
    "coding-truncated, , ",
    "coding-length, body-short-fin, the request as asked",
    "headers-near-limit, , ",
    "origin-5xx, , ",
  })
  void namesWhatTheLabDoes(String scenario, String verdict, String under) {
    Examination examination = examine(url(scenario), quick(), Progress.NONE);
    Cause cause = scenario(scenario).cause();
    assertThat(examination.findings()).extracting(Finding::cause).contains(cause);
    assertThat(examination.verdict().map(v -> v.cause().slug()).orElse(null)).isEqualTo(verdict);
    assertThat(examination.conclusion().map(Conclusion::under).orElse(null)).isEqualTo(under);
  }

  @ParameterizedTest
  @CsvSource({
    "keepalive-short, ",
    "idle-unsolicited-bytes, ",
    "conn-stale-reuse, conn-stale-reuse",
  })
  void watchesAnIdleConnection(String scenario, String verdict) {
    List<Probe> idle = Probes.standard().stream().filter(p -> p.name().equals("idle")).toList();
    Examination examination = examine(url(scenario), idle, Progress.NONE);
    String named =
        examination.verdict().map(v -> v.cause().slug())
            .orElseGet(() -> examination.findings().getFirst().cause().slug());
    assertThat(named).isEqualTo(scenario);
    assertThat(examination.verdict().isPresent()).isEqualTo(verdict != null);
  }

  /// The request itself gives the verdict, and the probes neither hide nor change it.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "resp-empty-fin", "resp-empty-rst", "limit-header-section", "hdr-none", "sl-status-alpha",
        "nonhttp-banner", "head-truncated-fin", "chunk-non-hex", "interim-flood"
      })
  void keepsTheVerdictOfTheRequestItself(String slug) {
    Examination examination = examine(url(slug), quick(), Progress.NONE);
    assertThat(examination.verdict().orElseThrow().cause()).isEqualTo(scenario(slug).cause());
    assertThat(examination.conclusion().orElseThrow().likelihood().low()).isGreaterThan(0.5);
    assertThat(examination.requests()).isLessThanOrEqualTo(Budget.DEFAULT);
  }

  @Test
  void endsWithABombAndSaysSo() {
    List<Probe> coding =
        Probes.standard().stream().filter(p -> p.name().equals("content-coding")).toList();
    Examination examination = examine(url("coding-bomb?megabytes=64"), coding, Progress.NONE);
    assertThat(examination.findings()).extracting(Finding::cause).contains(Cause.CODING_BOMB);
  }

  @Test
  void readsOnlyTheBeginningOfALongReplyMoreThanOnce() {
    Examination examination = examine(sound("/large?size=50000000"), quick(), Progress.NONE);
    assertThat(examination.findings()).isEmpty();
    assertThat(examination.attempts().stream().skip(1).mapToLong(r -> r.attempt().receivedTotal()))
        .allSatisfy(total -> assertThat(total).isLessThan(50_000_000));
  }

  @Test
  void usesTheTimeThatALateAnswerLeaves() {
    var names = List.of("ports", "head", "reuse", "user-agents", "edge-fields", "header-budget");
    List<Probe> some =
        Probes.standard().stream().filter(p -> names.contains(p.name())).toList();
    Examination examination = examine(sound("/late?after=2300"), some, Progress.NONE);
    assertThat(examination.outcome()).isEqualTo(Examination.Outcome.NO_FAULT);
    assertThat(examination.notRun()).isEmpty();
    assertThat(examination.findings()).isEmpty();
  }

  private Examination examine(URI url, List<Probe> probes, Progress progress) {
    var target = new Target(url, Optional.empty(), url.getPort());
    return new Examiner(origins, Ranges.published(), Timekeeper.system(), probes)
        .examine(Plan.of(target).repeat(8, false, 50).maxTime(Duration.ofSeconds(8)), progress);
  }

  /// All probes that do not wait.
  private static List<Probe> quick() {
    return Probes.standard().stream()
        .filter(p -> p.manner() != Probe.Manner.WAITING)
        .toList();
  }

  private URI url(String scenario) {
    String query = scenario.contains("?") ? scenario.substring(scenario.indexOf('?')) : "";
    return URI.create(lab.urlOf(scenario(scenario)) + query);
  }

  private URI sound(String path) {
    return URI.create("http://127.0.0.1:" + lab.addresses().http().getPort() + path);
  }

  private static Scenario scenario(String slug) {
    return Scenarios.named(slug.replaceAll("\\?.*", "")).orElseThrow();
  }
}
