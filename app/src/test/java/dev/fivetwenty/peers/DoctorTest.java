package dev.fivetwenty.peers;

import static dev.fivetwenty.doctor.software.ServerSoftware.APACHE;
import static dev.fivetwenty.doctor.software.ServerSoftware.HAPROXY;
import static dev.fivetwenty.doctor.software.ServerSoftware.NGINX;
import static dev.fivetwenty.doctor.software.ServerSoftware.PHP_FPM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Finding;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.doctor.Examination;
import dev.fivetwenty.doctor.Examiner;
import dev.fivetwenty.doctor.Progress;
import dev.fivetwenty.doctor.Unhurried;
import dev.fivetwenty.doctor.asking.Plan;
import dev.fivetwenty.doctor.probe.Probes;
import dev.fivetwenty.doctor.software.Recognised;
import dev.fivetwenty.doctor.software.ServerSoftware;
import dev.fivetwenty.origin.Origins;
import dev.fivetwenty.origin.Target;
import dev.fivetwenty.ranges.Ranges;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whole examinations of real servers: each fault is named, and a healthy server has none.
@Execution(ExecutionMode.CONCURRENT)
class DoctorTest {

  private static Origins origins;

  /// @param verdict  expected, none for a server without fault
  /// @param warnings all of them: anything else would be a false alarm
  /// @param software that must be recognised, if any
  record Case(
      String url, Optional<Cause> verdict, Set<Cause> warnings, Optional<ServerSoftware> software) {

    static Case fault(String url, Cause cause, Cause... warnings) {
      return new Case(url, Optional.of(cause), Set.of(warnings), Optional.empty());
    }

    static Case noFault(String url, Cause... warnings) {
      return new Case(url, Optional.empty(), Set.of(warnings), Optional.empty());
    }

    Case of(ServerSoftware expected) {
      return new Case(url, verdict, warnings, Optional.of(expected));
    }

    @Override
    public String toString() {
      return url + " " + verdict.map(Cause::slug).orElse("no fault");
    }
  }

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    NginxTest.start(folder);
    NodeTest.start(folder);
    HaProxyTest.start(folder);
    PhpTest.start(folder);
    origins = Origins.open();
  }

  @AfterAll
  static void stop() {
    if (origins != null) origins.close();
    PhpTest.stop();
    HaProxyTest.stop();
    NodeTest.stop();
    NginxTest.stop();
  }

  static List<Case> cases() {
    return List.of(
        Case.noFault(NginxTest.URL + "/page.html").of(NGINX),
        Case.noFault(NginxTest.URL + "/brief", Cause.KEEPALIVE_SHORT).of(NGINX),
        Case.fault(NginxTest.URL + "/444", Cause.RESP_EMPTY_FIN),
        Case.noFault(plain(NginxTest.TLS_PORT), Cause.PORT_MISMATCH).of(NGINX),
        Case.noFault(tls(NginxTest.TLS_PORT), Cause.CERT_NOT_VERIFIED).of(NGINX),
        Case.fault(plain(NginxTest.H2_PORT), Cause.NONHTTP_H2),
        Case.noFault(NodeTest.URL + "/ok"),
        Case.fault(NodeTest.URL + "/destroy", Cause.RESP_EMPTY_FIN),
        Case.fault(NodeTest.URL + "/reset", Cause.RESP_EMPTY_RST),
        Case.fault(NodeTest.URL + "/big-head", Cause.LIMIT_HEADER_SECTION),
        Case.fault(plain(NodeTest.TLS_PORT), Cause.RESP_EMPTY_FIN, Cause.PORT_MISMATCH),
        Case.noFault(tls(NodeTest.EXPIRED_PORT), Cause.CERT_NOT_VERIFIED),
        Case.fault(tls(NodeTest.H2_PORT), Cause.TLS_ALPN_MISMATCH, Cause.H2_ONLY),
        Case.noFault(plain(HaProxyTest.PORT), Cause.KEEPALIVE_SHORT),
        Case.noFault(plain(HaProxyTest.EMPTY_PORT), Cause.ORIGIN_5XX).of(HAPROXY),
        Case.fault(plain(HaProxyTest.TLS_PORT), Cause.RESP_EMPTY_FIN, Cause.PORT_MISMATCH),
        Case.noFault(PhpTest.NGINX + "/dies.php", Cause.ORIGIN_5XX).of(NGINX),
        Case.fault(PhpTest.NGINX + "/breaks-off.php", Cause.BODY_CHUNK_EOF).of(PHP_FPM),
        Case.noFault(PhpTest.NGINX + "/big-head.php", Cause.ORIGIN_5XX).of(NGINX),
        Case.noFault(PhpTest.NGINX + "/node/", Cause.ORIGIN_5XX).of(NGINX),
        Case.noFault(PhpTest.APACHE + "/page.html", Cause.KEEPALIVE_SHORT).of(APACHE),
        Case.noFault(PhpTest.APACHE + "/dies.php", Cause.ORIGIN_5XX).of(APACHE),
        Case.fault(PhpTest.APACHE + "/big-head.php", Cause.LIMIT_HEADER_SECTION).of(APACHE));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void names(Case one) {
    URI url = URI.create(one.url());
    var plan = Plan.of(new Target(url, Optional.empty(), url.getPort()));
    var examiner =
        new Examiner(origins, Ranges.published(), new Unhurried(), Probes.standard());

    Examination examination = examiner.examine(plan, Progress.NONE);

    assertThat(examination.verdict().map(Verdict::cause))
        .describedAs(() -> describe(examination))
        .isEqualTo(one.verdict());
    assertThat(warnings(examination))
        .describedAs(() -> describe(examination))
        .containsExactlyInAnyOrderElementsOf(one.warnings());
    assertThat(examination.software().stream().map(Recognised::software).toList())
        .describedAs(() -> describe(examination))
        .containsAll(one.software().stream().toList());
    assertThat(examination.requests()).isLessThanOrEqualTo(50);
  }

  private static List<Cause> warnings(Examination examination) {
    return examination.findings().stream()
        .filter(f -> f.severity() == Finding.Severity.WARNING)
        .map(Finding::cause)
        .distinct()
        .toList();
  }

  private static String describe(Examination examination) {
    return "verdict %s, findings %s, software %s, %d requests in %s"
        .formatted(
            examination.verdict(), examination.findings(), examination.software(),
            examination.requests(), examination.took());
  }

  private static String plain(int port) {
    return "http://127.0.0.1:" + port + "/";
  }

  private static String tls(int port) {
    return "https://127.0.0.1:" + port + "/";
  }
}
