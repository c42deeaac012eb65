package dev.fivetwenty.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Finding;
import dev.fivetwenty.doctor.asking.Budget;
import dev.fivetwenty.doctor.asking.Plan;
import dev.fivetwenty.doctor.probe.Probes;
import dev.fivetwenty.lab.Lab;
import dev.fivetwenty.lab.LabOptions;
import dev.fivetwenty.lab.repertoire.Scenarios;
import dev.fivetwenty.lab.scenario.Scenario;
import dev.fivetwenty.origin.Origins;
import dev.fivetwenty.origin.Target;
import dev.fivetwenty.ranges.Ranges;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
    // The window of a rate limit stays open until as many requests have come as it takes.
    lab = Lab.open(LabOptions.ANYWHERE.timedBy(InstantSource.fixed(Instant.EPOCH)));
    origins = Origins.open();
  }

  @AfterAll
  void close() {
    origins.close();
    lab.close();
  }

  @Test
  void findsNothingWrongWithASoundOrigin() {
    Examination examination = examine(sound("/ok"), Probes.standard());
    assertThat(examination.outcome()).isEqualTo(Examination.Outcome.NO_FAULT);
    assertThat(examination.findings()).isEmpty();
    assertThat(examination.missing()).isEmpty();
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
    Examination examination = examine(url(scenario), quick());
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
    Examination examination = examine(url(scenario), idle);
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
    Examination examination = examine(url(slug), quick());
    assertThat(examination.verdict().orElseThrow().cause()).isEqualTo(scenario(slug).cause());
    assertThat(examination.conclusion().orElseThrow().likelihood().low()).isGreaterThan(0.5);
    assertThat(examination.requests()).isLessThanOrEqualTo(Budget.DEFAULT);
  }

  @Test
  void endsWithABombAndSaysSo() {
    List<Probe> coding =
        Probes.standard().stream().filter(p -> p.name().equals("content-coding")).toList();
    Examination examination = examine(url("coding-bomb?megabytes=64"), coding);
    assertThat(examination.findings())
        .filteredOn(finding -> finding.cause() == Cause.CODING_BOMB).singleElement()
        .extracting(Finding::summary).asString()
        .contains("more than 200 times as many, so no more were decoded");
  }

  @Test
  void readsOnlyTheBeginningOfALongReplyMoreThanOnce() {
    Examination examination = examine(sound("/large?size=50000000"), quick());
    assertThat(examination.findings()).isEmpty();
    assertThat(examination.attempts().stream().skip(1).mapToLong(r -> r.attempt().receivedTotal()))
        .allSatisfy(total -> assertThat(total).isLessThan(50_000_000));
  }

  private Examination examine(URI url, List<Probe> probes) {
    var target = new Target(url, Optional.empty(), url.getPort());
    return new Examiner(origins, Ranges.published(), new Unhurried(), probes)
        .examine(Plan.of(target).repeat(8, false, 50).maxTime(Duration.ofSeconds(8)), Progress.NONE);
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
