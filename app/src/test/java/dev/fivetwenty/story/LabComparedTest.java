package dev.fivetwenty.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Presentation;
import dev.fivetwenty.doctor.capture.Capture;
import dev.fivetwenty.doctor.capture.Captured;
import dev.fivetwenty.edge.TestEdge;
import dev.fivetwenty.har.HarEntry;
import dev.fivetwenty.har.HarPart;
import dev.fivetwenty.har.HarWriter;
import dev.fivetwenty.har.diff.Diff;
import dev.fivetwenty.har.diff.DiffReport;
import dev.fivetwenty.har.diff.HostMap;
import dev.fivetwenty.har.diff.Verdict.Who;
import dev.fivetwenty.har.json.Json;
import dev.fivetwenty.har.sanitise.Keep;
import dev.fivetwenty.har.sanitise.Sanitiser;
import dev.fivetwenty.lab.Ask;
import dev.fivetwenty.lab.Lab;
import dev.fivetwenty.lab.LabOptions;
import dev.fivetwenty.lab.Scenario;
import dev.fivetwenty.lab.Scenarios;
import dev.fivetwenty.origin.Origins;
import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.origin.Target;
import dev.fivetwenty.origin.TlsOptions;
import dev.fivetwenty.sanitise.Tokens;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Timeouts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// Scenarios of the lab, captured direct and through a real edge and compared: the verdict names who
/// fails and why, and sanitising both files changes none of it.
class LabComparedTest {

  private static final Profile PATIENT = patient();

  private static final String TOLERATED = "tolerated";

  /// Their summary has bytes of the reply in it, which sanitising takes out.
  private static final Set<String> SHOWS_BYTES = Set.of("nonhttp-binary");

  private static Profile patient() {
    Duration limit = Duration.ofSeconds(20);
    return Profile.CLASSIC.withTimeouts(
        new Timeouts(limit, limit, limit, limit, limit, limit, limit, Duration.ofSeconds(90)));
  }

  /// Those that a plain GET shows every time, without waiting for a timer.
  private static boolean isPlain(Scenario scenario) {
    Cause cause = scenario.cause();
    boolean waits = cause.slug().contains("time") || scenario.slug().contains("silence")
        || scenario.slug().endsWith("-drip");
    return scenario.kind() == Scenario.Kind.PATH && cause.isFault() && !waits
        && scenario.hints().isEmpty() && scenario.ask().equals(Ask.GET)
        && !scenario.slug().endsWith("-growing") && cause.family().ordinal() <= 4;
  }

  @Test
  void theVerdictNamesTheOriginAndTheCauseOfEveryScenario() throws Exception {
    List<Scenario> scenarios = Scenarios.all().stream().filter(LabComparedTest::isPlain).toList();
    var wrong = new ArrayList<String>();
    int tolerated = 0;
    try (Lab lab = Lab.open(LabOptions.ANYWHERE);
        Origins origins = Origins.open();
        TestEdge edge = TestEdge.with(PATIENT, lab.addresses().index().getPort());
        var threads = Executors.newFixedThreadPool(8)) {
      List<Callable<String>> asked =
          scenarios.stream().<Callable<String>>map(s -> () -> compared(s, lab, edge, origins)).toList();
      for (Future<String> answer : threads.invokeAll(asked)) {
        if (answer.get().equals(TOLERATED)) tolerated++;
        else if (!answer.get().isEmpty()) wrong.add(answer.get());
      }
    }
    assertThat(scenarios.size() - tolerated).isGreaterThan(40);
    assertThat(wrong).isEmpty();
  }

  private static String compared(Scenario scenario, Lab lab, TestEdge edge, Origins origins)
      throws Exception {
    URI url = lab.urlOf(scenario);
    byte[] direct = har(capture(url, url.getPort(), "direct").run(origins));
    byte[] proxied = har(capture(url, edge.address().getPort(), "proxied").run(origins));
    DiffReport report = diff(direct, proxied);
    var sanitiser = new Sanitiser(new Tokens(), Keep.NOTHING);
    DiffReport clean = diff(sanitised(sanitiser, direct), sanitised(sanitiser, proxied));
    var side = report.pairs().getFirst().proxied().orElseThrow();
    boolean answered = side.status() == scenario.cause().status(Presentation.EDGE_52X) || side.isBroken();
    boolean sameWhenClean =
        report.verdict().line().equals(clean.verdict().line())
            || SHOWS_BYTES.contains(scenario.slug())
                && report.verdict().cause().equals(clean.verdict().cause());
    if (report.pairs().getFirst().direct().orElseThrow().cause().isEmpty()) {
      // The profile tolerates it: nobody fails, so nobody is accused.
      boolean accused = report.verdict().line().contains("fails");
      return !accused || report.verdict().line().startsWith("neither side fails") ? TOLERATED : report.verdict().toString();
    }
    boolean right =
        report.verdict().who() == Who.BOTH
            && report.verdict().cause().equals(Optional.of(scenario.cause()))
            && report.verdict().line().contains(scenario.cause().slug())
            && report.verdict().line().startsWith("the origin itself fails: ")
            && answered
            && sameWhenClean;
    return right ? "" : scenario.slug() + ": " + report.verdict() + " / " + clean.verdict() + " / " + side.outcome();
  }

  private static Capture capture(URI url, int port, String route) {
    var target = new Target(url, Optional.of("127.0.0.1"), port);
    return new Capture(
        target, RequestBytes.get(url), PATIENT, TlsOptions.DEFAULT, Duration.ofSeconds(30),
        Optional.empty(), route, false);
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
    try (Lab lab = Lab.open(LabOptions.ANYWHERE);
        Origins origins = Origins.open();
        TestEdge edge = TestEdge.with(PATIENT, lab.addresses().index().getPort())) {
      URI url = lab.addresses().index().resolve("/limit-header-section");
      DiffReport report =
          diff(
              har(capture(url, url.getPort(), "direct").run(origins)),
              har(capture(url, edge.address().getPort(), "proxied").run(origins)));
      assertThat(report.verdict().line())
          .isEqualTo(
              "the origin itself fails: limit-header-section; header section 8193 bytes, 1 over the 8192 of"
                  + " classic, biggest: X-Filler 8148 bytes, Content-Type 26 bytes, Content-Length 19"
                  + " bytes; the proxy answers 520");
    }
  }
}
