package dev.fivetwenty.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Finding;
import dev.fivetwenty.doctor.asking.Plan;
import dev.fivetwenty.doctor.probe.Probes;
import dev.fivetwenty.lab.Lab;
import dev.fivetwenty.lab.LabOptions;
import dev.fivetwenty.lab.repertoire.Scenarios;
import dev.fivetwenty.lab.scenario.Scenario;
import dev.fivetwenty.origin.Origins;
import dev.fivetwenty.origin.Target;
import dev.fivetwenty.origin.trust.TlsOptions;
import dev.fivetwenty.origin.trust.Trust;
import dev.fivetwenty.ranges.Ranges;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The TLS probes and the port grid with real handshakes against the lab.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LabTlsDiagnosisTest {

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

  /// The finding is named, and the verdict is that of the handshake where there is one.
  @ParameterizedTest
  @CsvSource({
    "cert-expires-soon, ",
    "cert-not-verified, ",
    "tls-needs-sni, ",
    "h2-only, tls-alpn-mismatch",
    "port-mismatch, ",
  })
  void namesWhatTheLabDoes(String slug, String verdict) {
    Examination examination = examine(slug);
    Cause cause = Scenarios.named(slug).orElseThrow().cause();
    assertThat(examination.findings()).extracting(Finding::cause).contains(cause);
    assertThat(examination.verdict().map(v -> v.cause().slug()).orElse(null)).isEqualTo(verdict);
  }

  @Test
  void writesDownVersionsAndCertificate() {
    Examination examination = examine("cert-expires-soon");
    assertThat(probe(examination, "tls-versions").summary()).isEqualTo("TLSv1.3, TLSv1.2");
    assertThat(probe(examination, "tls-certificate").facts())
        .containsEntry("problem", "untrusted").containsEntry("clientCertificateWanted", false);
    assertThat(probe(examination, "tls-alpn").state()).isEqualTo(ProbeResult.State.FINE);
  }

  /// A handshake that fails says nothing of versions and protocols, unless it fails by them.
  @ParameterizedTest
  @ValueSource(
      strings = {"tls-alert", "tls-alert-client-certificate", "tls-closed-fin", "tls-closed-rst"})
  void claimsNothingOfAHandshakeThatFailed(String slug) {
    Examination examination = examine(slug);
    String cause = examination.verdict().orElseThrow().cause().slug();
    for (String name : List.of("tls-versions", "tls-alpn")) {
      assertThat(probe(examination, name).state()).isEqualTo(ProbeResult.State.OPEN);
      assertThat(probe(examination, name).summary())
          .isEqualTo("could not be told: the handshake ends in " + cause);
    }
  }

  @Test
  void namesAnOriginThatSpeaksAnotherProtocol() {
    Examination examination = examine("tls-alpn-mismatch");
    assertThat(probe(examination, "tls-alpn").state()).isEqualTo(ProbeResult.State.FAULT);
    assertThat(probe(examination, "tls-alpn").summary()).isEqualTo("neither HTTP/2 nor HTTP/1.1");
  }

  /// What is asked beside the certificate does not depend on it, and what the request was given
  /// stays with those who are trusted.
  @ParameterizedTest
  @ValueSource(strings = {"tls-cert-expired", "tls-cert-self-signed", "tls-cert-name"})
  void tellsVersionsAndProtocolsWhereTheCertificateIsRefused(String slug) {
    TlsOptions own = TlsOptions.DEFAULT;
    var strict =
        new TlsOptions(
            Trust.STRICT, own.sni(), own.alpn(), own.versions(), own.authorities(),
            own.clientChain(), own.clientKey());
    Examination examination = examine(slug, plan -> plan.tls(strict)
        .request(plan.request().with("Authorization", "Bearer of-no-use")));
    assertThat(examination.verdict().orElseThrow().cause().slug()).isEqualTo(slug);
    assertThat(probe(examination, "tls-versions").summary()).isEqualTo("TLSv1.3, TLSv1.2");
    assertThat(probe(examination, "tls-alpn").summary()).isEqualTo("HTTP/1.1 only");
    assertThat(probe(examination, "tls-sni").summary()).startsWith("no, ");
    assertThat(probe(examination, "tls-certificate").state()).isEqualTo(ProbeResult.State.FAULT);
    assertThat(examination.attempts())
        .filteredOn(r -> r.attempt().order().tls().trust() != Trust.STRICT).hasSizeGreaterThan(3)
        .noneMatch(r -> new String(r.request().toByteArray()).contains("Bearer"));
  }

  @Test
  void doesNotAskForTlsWhereThereIsNone() {
    Examination examination = examine("tls-plaintext-peer");
    assertThat(examination.verdict().orElseThrow().cause()).isEqualTo(Cause.TLS_PLAINTEXT_PEER);
    assertThat(probe(examination, "tls-versions").state()).isEqualTo(ProbeResult.State.NOT_RUN);
    assertThat(probe(examination, "tls-versions").summary()).contains("does not speak TLS");
  }

  @Test
  void namesNoOtherPortForARefusedOne() {
    Examination examination = examine("tcp-refused");
    assertThat(examination.verdict().orElseThrow().cause()).isEqualTo(Cause.TCP_REFUSED);
    assertThat(probe(examination, "head").state()).isEqualTo(ProbeResult.State.NOT_RUN);
    assertThat(probe(examination, "head").summary()).contains("refused the TCP connection");
  }

  private Examination examine(String slug) {
    return examine(slug, plan -> plan);
  }

  private Examination examine(String slug, UnaryOperator<Plan> change) {
    Scenario scenario = Scenarios.named(slug).orElseThrow();
    URI url = lab.urlOf(scenario);
    URI named = URI.create(url.getScheme() + "://lab.test:" + url.getPort() + url.getRawPath());
    var target = new Target(named, Optional.of("127.0.0.1"), url.getPort());
    List<String> asked =
        List.of("ports", "tls-certificate", "tls-versions", "tls-sni", "tls-alpn", "head");
    List<Probe> probes =
        Probes.standard().stream().filter(p -> asked.contains(p.name())).toList();
    return new Examiner(origins, Ranges.published(), new Unhurried(), probes)
        .examine(change.apply(Plan.of(target).maxTime(Duration.ofSeconds(8))), Progress.NONE);
  }

  private static ProbeResult probe(Examination examination, String name) {
    return examination.probes().stream().filter(p -> p.probe().equals(name)).findFirst()
        .orElseThrow();
  }
}
