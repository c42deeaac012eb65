package dev.fivetwenty.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Finding;
import dev.fivetwenty.cause.Handshake.Failure;
import dev.fivetwenty.doctor.FakeOrigins.Script;
import dev.fivetwenty.doctor.FakeOrigins.Told;
import dev.fivetwenty.doctor.asking.Plan;
import dev.fivetwenty.doctor.probe.Probes;
import dev.fivetwenty.origin.Target;
import dev.fivetwenty.ranges.Ranges;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// An origin that demands a client certificate, asked without one, over scripted attempts.
class ClientCertificateTest {

  private static final Told ALERT = Told.cause(Cause.TLS_ALERT).afterTls(Failure.ALERT);
  private static final Told PAGE =
      Told.status(400).afterTls(Failure.NONE)
          .content("<center>No required SSL certificate was sent</center>");

  private final JumpTime time = new JumpTime();

  @Test
  void tellsAPortForTlsByItsHandshakeAlone() {
    for (Told secured : List.of(ALERT, PAGE)) {
      for (Told plain : List.of(Told.status(400), Told.cause(Cause.RESP_EMPTY_FIN))) {
        Script script = (_, a) -> a.order().target().isTls() ? secured : plain;
        assertThat(findings("http", "ports", script)).extracting(Finding::cause)
            .contains(Cause.PORT_MISMATCH);
      }
    }
  }

  @Test
  void takesNoPortForOneForTlsWhereTheHandshakeBreaksOrPlainHttpIsServed() {
    Told broken = Told.cause(Cause.TLS_CLOSED_FIN).afterTls(Failure.CLOSED);
    assertThat(
            findings("http", "ports", (_, a) -> a.order().target().isTls() ? broken : Told.status(400)))
        .isEmpty();
    assertThat(
            findings("http", "ports", (_, a) -> a.order().target().isTls() ? ALERT : Told.status(200)))
        .isEmpty();
  }

  @Test
  void saysThatOneIsDemandedByAnAlertOrByAPage() {
    assertThat(findings("https", "tls-certificate", (_, _) -> PAGE)).singleElement()
        .satisfies(f -> demanded(f, Cause.TLS_ALERT_AFTER_HANDSHAKE));
    assertThat(findings("https", "tls-certificate", (_, _) -> ALERT)).singleElement()
        .satisfies(f -> demanded(f, Cause.TLS_ALERT));
    Told bad = Told.status(400).afterTls(Failure.NONE).content("Bad Request");
    assertThat(findings("https", "tls-certificate", (_, _) -> bad)).isEmpty();
  }

  private static void demanded(Finding finding, Cause cause) {
    assertThat(finding.cause()).isEqualTo(cause);
    assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
    assertThat(finding.summary())
        .isEqualTo("the origin demands a client certificate, and was shown none");
  }

  private List<Finding> findings(String scheme, String probe, Script script) {
    var target = new Target(URI.create(scheme + "://shop.example:8443/"), Optional.empty(), 8443);
    List<Probe> one = Probes.standard().stream().filter(p -> p.name().equals(probe)).toList();
    var examiner =
        new Examiner(new FakeOrigins(time, script), Ranges.published(), time, one);
    return time.run(() -> examiner.examine(Plan.of(target), Progress.NONE)).findings();
  }
}
