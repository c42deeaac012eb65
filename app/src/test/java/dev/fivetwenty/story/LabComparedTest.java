package dev.fivetwenty.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Presentation;
import dev.fivetwenty.doctor.capture.Capture;
import dev.fivetwenty.doctor.capture.Captured;
import dev.fivetwenty.har.HarEntry;
import dev.fivetwenty.har.HarPart;
import dev.fivetwenty.har.HarWriter;
import dev.fivetwenty.har.diff.Diff;
import dev.fivetwenty.har.diff.DiffReport;
import dev.fivetwenty.har.diff.HostMap;
import dev.fivetwenty.har.diff.Side;
import dev.fivetwenty.har.diff.Verdict.Who;
import dev.fivetwenty.har.json.Json;
import dev.fivetwenty.har.sanitise.Keep;
import dev.fivetwenty.har.sanitise.Sanitiser;
import dev.fivetwenty.lab.Lab;
import dev.fivetwenty.lab.LabOptions;
import dev.fivetwenty.lab.repertoire.Scenarios;
import dev.fivetwenty.lab.scenario.Scenario;
import dev.fivetwenty.origin.Origins;
import dev.fivetwenty.origin.Target;
import dev.fivetwenty.origin.trust.TlsOptions;
import dev.fivetwenty.sanitise.Tokens;
import dev.fivetwenty.wire.Profile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Scenarios of the lab, captured direct and through a real edge and compared: the verdict names who
/// fails and why, and sanitising both files changes none of it.
class LabComparedTest {

  /// Their summary has bytes of the reply in it, which sanitising takes out.
  private static final Set<String> SHOWS_BYTES = Set.of("nonhttp-binary");

  /// What becomes of these depends on chance, on a race, on how often they were asked, or on a connection that
  /// was used before; or they lead to the address of a real network.
  private static final Set<String> NOT_TWICE_ALIKE =
      Set.of(
          "time-header-drip", "intermittent", "fails-under-concurrency", "rate-limited", "rate-limited-reset",
          "rate-limited-silence", "limit-header-section-growing", "conn-rst-before-request",
          "conn-fin-before-request", "conn-rst-during-request", "conn-early-response", "differs-through-proxy",
          "conn-stale-reuse", "conn-stale-reuse-rst", "behind-cdn");

  private static final Duration TOTAL = Duration.ofSeconds(60);

  @TempDir Path folder;

  private static boolean canBeCompared(Scenario scenario) {
    boolean elsewhere =
        scenario.kind() == Scenario.Kind.DNS || scenario.kind() == Scenario.Kind.BY_HAND;
    return !elsewhere && !NOT_TWICE_ALIKE.contains(scenario.slug());
  }

  @Test
  void theVerdictNamesTheOriginAndTheCauseOfEveryScenario() throws Exception {
    List<Scenario> scenarios = Scenarios.all().stream().filter(LabComparedTest::canBeCompared).toList();
    var wrong = new ArrayList<String>();
    var faults = new AtomicInteger();
    try (Lab lab = Lab.open(LabOptions.ANYWHERE.writingCertificatesTo(folder));
        Origins origins = Origins.open();
        var threads = Executors.newFixedThreadPool(24)) {
      lab.certificatesWritten().get();
      try (var edges = new LabEdges(scenarios, lab, folder)) {
        List<Callable<String>> asked =
            scenarios.stream().<Callable<String>>map(s -> () -> compared(s, lab, edges, origins, faults)).toList();
        for (Future<String> answer : threads.invokeAll(asked)) {
          if (!answer.get().isEmpty()) wrong.add(answer.get());
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(faults).hasValueGreaterThan(120);
  }

  /// Returns what is wrong with what the comparison says of a scenario, empty for nothing.
  private String compared(
      Scenario scenario, Lab lab, LabEdges edges, Origins origins, AtomicInteger faults) throws Exception {
    URI url = lab.urlOf(scenario);
    byte[] direct = har(direct(scenario, url, lab).run(origins));
    byte[] proxied = har(proxied(scenario, url, edges.port(scenario)).run(origins));
    DiffReport report = diff(direct, proxied);
    var sanitiser = new Sanitiser(new Tokens(), Keep.NOTHING);
    DiffReport clean = diff(sanitised(sanitiser, direct), sanitised(sanitiser, proxied));
    String expected = LabVerdictTest.expected(scenario);
    boolean fault = expected.startsWith("fault ");
    if (fault) faults.incrementAndGet();
    boolean right = fault ? blames(report, expected.substring(6)) : acquits(report);
    boolean sameWhenClean =
        report.verdict().line().equals(clean.verdict().line())
            || SHOWS_BYTES.contains(scenario.slug())
                && report.verdict().cause().equals(clean.verdict().cause());
    if (right && sameWhenClean) return "";
    return scenario.slug() + ": " + expected + "\n  " + report.verdict() + "\n  " + clean.verdict()
        + "\n  proxied: " + report.pairs().getFirst().proxied().map(Side::outcome).orElse("");
  }

  private static boolean blames(DiffReport report, String slug) {
    var proxied = report.pairs().getFirst().proxied().orElseThrow();
    int status = Cause.bySlug(slug).orElseThrow().status(Presentation.EDGE_52X);
    boolean answered = proxied.status() == status || proxied.isBroken();
    return answered
        && report.verdict().who() == Who.BOTH
        && report.verdict().cause().map(Cause::slug).equals(Optional.of(slug))
        && report.verdict().line().startsWith("the origin itself fails: " + slug);
  }

  /// Where the profile tolerates it nobody fails, so nobody is accused.
  private static boolean acquits(DiffReport report) {
    String line = report.verdict().line();
    boolean accuses = line.contains("fails") && !line.startsWith("neither side fails");
    return !accuses || report.pairs().getFirst().direct().orElseThrow().status() >= 500;
  }

  private Capture direct(Scenario scenario, URI url, Lab lab) {
    Optional<String> dns =
        url.getHost().endsWith("lab.test")
            ? Optional.of("127.0.0.1:" + lab.addresses().dns().getPort()) : Optional.empty();
    return new Capture(
        new Target(url, Optional.empty(), url.getPort()), LabVerdictTest.request(scenario.ask(), url),
        LabVerdictTest.profile(scenario), LabVerdictTest.tls(scenario, folder), TOTAL, dns, "direct", false);
  }

  private static Capture proxied(Scenario scenario, URI url, int port) {
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    URI there = URI.create("http://" + LabEdges.host(scenario) + ":" + url.getPort() + url.getRawPath() + query);
    return new Capture(
        new Target(there, Optional.of("127.0.0.1"), port),
        LabVerdictTest.request(scenario.ask(), there).with("Host", LabEdges.host(scenario)), Profile.CURRENT,
        TlsOptions.DEFAULT, TOTAL, Optional.empty(), "proxied", false);
  }

  private static byte[] har(List<Captured> captured) {
    var out = new ByteArrayOutputStream();
    try (var writer = new HarWriter(out)) {
      writer.begin(Json.Obj.EMPTY);
      captured.forEach(c -> writer.write(new HarPart.Entry(new HarEntry(0, 0, c.entry()))));
      writer.end();
    }
    return out.toByteArray();
  }

  private static byte[] sanitised(Sanitiser sanitiser, byte[] har) throws Exception {
    var out = new ByteArrayOutputStream();
    sanitiser.sanitise(new ByteArrayInputStream(har), out);
    var again = new ByteArrayOutputStream();
    assertThat(sanitiser.sanitise(new ByteArrayInputStream(out.toByteArray()), again).all()).isEmpty();
    return out.toByteArray();
  }

  private static DiffReport diff(byte[] direct, byte[] proxied) throws Exception {
    return Diff.between(
        Diff.read(new ByteArrayInputStream(direct)), Diff.read(new ByteArrayInputStream(proxied)),
        new HostMap());
  }

  /// The documented reason for two HARs: are the headers too large?
  @Test
  void headersThatGrowAreNamedWithTheBytesOver8KiB() throws Exception {
    Scenario scenario = Scenarios.named("limit-header-section").orElseThrow();
    try (Lab lab = Lab.open(LabOptions.ANYWHERE);
        Origins origins = Origins.open();
        var edges = new LabEdges(List.of(scenario), lab, folder)) {
      URI url = lab.urlOf(scenario);
      DiffReport report =
          diff(
              har(direct(scenario, url, lab).run(origins)),
              har(proxied(scenario, url, edges.port(scenario)).run(origins)));
      assertThat(report.verdict().line())
          .isEqualTo(
              "the origin itself fails: limit-header-section; header section 8193 bytes, 1 over the 8192 of"
                  + " classic, biggest: X-Filler 8148 bytes, Content-Type 26 bytes, Content-Length 19"
                  + " bytes; the proxy answers 520");
    }
  }
}
