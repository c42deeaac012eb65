package dev.fivetwenty.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Finding;
import dev.fivetwenty.doctor.FakeOrigins.Script;
import dev.fivetwenty.doctor.FakeOrigins.Told;
import dev.fivetwenty.doctor.asking.Plan;
import dev.fivetwenty.doctor.asking.Recorded;
import dev.fivetwenty.doctor.probe.Probes;
import dev.fivetwenty.doctor.reproduction.Reproduction;
import dev.fivetwenty.doctor.software.Recognised;
import dev.fivetwenty.doctor.software.ServerSoftware;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.origin.Target;
import dev.fivetwenty.ranges.Ranges;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What each probe makes of an origin that fails in just its way, over scripted attempts.
class ProbesTest {

  private static final Target SHOP =
      new Target(URI.create("http://shop.example:8080/cart"), Optional.empty(), 8080);

  private static final Told WELL = Told.status(200);
  private static final Told EMPTY = Told.cause(Cause.RESP_EMPTY_FIN);

  private final JumpTime time = new JumpTime();

  @Test
  void namesABlockedUserAgent() {
    var examination = examine((_, a) -> a.text().contains("Mozilla") ? EMPTY : WELL);
    assertThat(causes(examination)).contains(Cause.VARIES_BY_USER_AGENT);
    Conclusion conclusion = examination.conclusion().orElseThrow();
    assertThat(conclusion.under()).isEqualTo("a browser's User-Agent");
    assertThat(conclusion.condition()).contains(
        Condition.of("only with a browser's User-Agent", Cause.VARIES_BY_USER_AGENT));
    assertThat(conclusion.smallest()).extracting(RequestBytes.Line::name)
        .containsExactly("User-Agent");
  }

  @Test
  void saysThatOnlyItsOwnNameIsBlocked() {
    var examination = examine((_, a) -> a.text().contains("fivetwenty/") ? EMPTY : WELL);
    assertThat(examination.verdict().orElseThrow().cause()).isEqualTo(Cause.RESP_EMPTY_FIN);
    assertThat(causes(examination)).contains(Cause.VARIES_BY_USER_AGENT);
    assertThat(when(examination)).isEqualTo("not with a browser's User-Agent");
  }

  @Test
  void reducesTheFieldsOfACdnToTheGuiltyOnes() {
    var examination = examine((_, a) -> a.has("via") && a.has("cf-ray") ? EMPTY : WELL);
    Conclusion conclusion = examination.conclusion().orElseThrow();
    assertThat(conclusion.smallest()).extracting(RequestBytes.Line::name)
        .containsExactlyInAnyOrder("CF-Ray", "Via");
    assertThat(causes(examination)).contains(Cause.VARIES_BY_REQUEST_FIELD);
    assertThat(new String(conclusion.proof().attempt().order().request()))
        .contains("CF-Ray").contains("Via").doesNotContain("X-Forwarded-For");
    assertThat(when(examination)).isEqualTo("only with Via, CF-Ray");
  }

  @Test
  void findsTheSizeOfCookieThatBreaksIt() {
    var examination = examine((_, a) -> a.bytes() > 6000 ? EMPTY : WELL);
    ProbeResult cookies = probe(examination, "cookies");
    assertThat((int) cookies.facts().get("taken")).isBetween(4096, 6000);
    assertThat((int) cookies.facts().get("refused")).isBetween(5800, 7200);
    assertThat(causes(examination)).contains(Cause.VARIES_BY_COOKIE_SIZE);
    assertThat(examination.verdict()).isPresent();
    assertThat(when(examination)).matches("only with cookies of \\d+ bytes or more");
  }

  @Test
  void takesAUsualLimitOnCookiesLightly() {
    var examination = examine((_, a) -> a.bytes() > 8192 ? Told.status(400) : WELL);
    assertThat(examination.findings())
        .filteredOn(f -> f.cause() == Cause.VARIES_BY_COOKIE_SIZE)
        .extracting(Finding::severity).containsExactly(Finding.Severity.INFO);
    assertThat(examination.outcome()).isEqualTo(Examination.Outcome.NO_FAULT);
  }

  @Test
  void namesAnOriginThatFailsWhenSeveralAskAtOnce() {
    Script crowded = (_, a) -> a.atOnce() > 4 ? EMPTY : WELL.took(Duration.ofSeconds(2));
    var examination = examine(only("concurrency", crowded), plan());
    assertThat(causes(examination)).contains(Cause.FAILS_UNDER_CONCURRENCY);
    assertThat(examination.conclusion().orElseThrow().under()).isEqualTo("6 requests at once");
    assertThat(when(examination)).isEqualTo("only when 6 requests come at once");
  }

  @Test
  void namesALimitOnTheNumberOfRequests() {
    for (int limit : List.of(2, 8, 15, 25)) {
      for (Told refusal : List.of(Told.status(429), EMPTY)) {
        var examination = examine((n, _) -> n > limit ? refusal : WELL);
        assertThat(causes(examination)).as("%d, %s", limit, refusal).contains(Cause.RATE_LIMITED);
        assertThat(causes(examination)).as("%d, %s", limit, refusal)
            .doesNotContain(Cause.VARIES_BY_USER_AGENT, Cause.VARIES_BY_COOKIE_SIZE,
                Cause.VARIES_BY_REQUEST_FIELD, Cause.VARIES_BY_METHOD,
                Cause.FAILS_UNDER_CONCURRENCY);
      }
    }
  }

  /// No limit on requests is kept by headers that have become too large.
  @Test
  void takesHeadersThatOutgrewTheLimitForNoLimitOnRequests() {
    Told large = Told.brokenContent(Cause.LIMIT_HEADER_SECTION);
    var examination =
        examine((n, _) -> (n > 9 ? large : WELL).field("Set-Cookie", "x".repeat(1000 * n)));
    assertThat(examination.verdict().orElseThrow().cause()).isEqualTo(Cause.LIMIT_HEADER_SECTION);
    assertThat(when(examination)).isEqualTo("only after about 9 requests");
    assertThat(examination.conclusion().flatMap(Conclusion::condition).orElseThrow().cause())
        .isEmpty();
    assertThat(warnings(examination)).containsExactly(Cause.HEADERS_NEAR_LIMIT);
    assertThat(probe(examination, "repetition").state()).isEqualTo(ProbeResult.State.OPEN);
  }

  @Test
  void namesALimitThatIsKeptBySilence() {
    for (int limit : List.of(8, 20)) {
      var examination = examine((n, _) -> n > limit ? Told.silence() : WELL);
      assertThat(warnings(examination)).as("%d", limit).containsExactly(Cause.RATE_LIMITED);
    }
  }

  /// The command that shows a silence would be as silent.
  @Test
  void waitsForASilenceNoLongerThanItDidItself() {
    Attempt silent = examine((_, _) -> Told.silence()).itself().orElseThrow().attempt();
    var again = new Reproduction("for i in 1; do curl -s -o /dev/null http://a/ -o /dev/null http://a/; done", "");
    assertThat(again.asPatientAs(silent).curl())
        .isEqualTo("for i in 1; do curl -s --max-time %d -o /dev/null http://a/ -o /dev/null http://a/; done",
            silent.timeline().closed().toSeconds());
    Attempt answered = examine((_, _) -> WELL).itself().orElseThrow().attempt();
    assertThat(again.asPatientAs(answered)).isEqualTo(again);
  }

  @Test
  void examinesOnWhenABrokenReplyBreaksInAnotherWay() {
    var examination =
        examine((n, _) -> n == 1 ? EMPTY : Told.cause(Cause.RESP_EMPTY_RST));
    assertThat(probe(examination, "repetition").summary()).startsWith("9 of 9 ");
    assertThat(examination.probes()).extracting(ProbeResult::summary)
        .noneMatch(summary -> summary.contains("by now ends in"));
  }

  @Test
  void countsOneWayHoweverTheRequestFails() {
    var examination =
        examine((n, _) -> n % 2 == 0 ? Told.cause(Cause.RESP_EMPTY_RST) : EMPTY);
    Likelihood likelihood = examination.conclusion().orElseThrow().likelihood();
    assertThat(likelihood.failed()).isEqualTo(likelihood.tried());
    assertThat(examination.conclusion().orElseThrow().condition()).isEmpty();
    assertThat(probe(examination, "repetition").summary()).startsWith("9 of 9 ");
  }

  @Test
  void callsAnswersOfTheOriginItselfNoFailures() {
    assertThat(probe(examine((_, _) -> Told.status(502)), "repetition").summary())
        .isEqualTo("always alike: all 9 end in 502");
  }

  @Test
  void reportsADifferenceByCodingOnce() {
    var examination = examine((_, a) -> a.has("accept-encoding") ? EMPTY : WELL);
    assertThat(warnings(examination)).containsExactly(Cause.VARIES_BY_CODING);
  }

  @Test
  void countsAFaultThatComesAndGoes() {
    var random = new Random(520);
    Plan plan = plan().repeat(300, false, 50).isMyOrigin(true);
    var examination = examine(plan, (_, _) -> random.nextInt(20) == 0 ? EMPTY : WELL);
    assertThat(causes(examination)).contains(Cause.INTERMITTENT);
    Conclusion conclusion = examination.conclusion().orElseThrow();
    assertThat(conclusion.likelihood().low()).isLessThan(0.05);
    assertThat(conclusion.likelihood().high()).isGreaterThan(0.05);
    assertThat(conclusion.likelihood().tried()).isGreaterThanOrEqualTo(300);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void countsInTheHeadlineAsInTheEnd(int first) {
    var examination = examine((n, _) -> n % 5 == first ? EMPTY : WELL);
    Likelihood counted = examination.conclusion().orElseThrow().likelihood();
    assertThat(when(examination))
        .isEqualTo("in %d of %d tries".formatted(counted.failed(), counted.tried()));
    long asked = examination.attempts().stream().filter(Recorded::isAsAsked).count();
    assertThat(counted.tried()).isEqualTo((int) asked);
    ProbeResult end = probe(examination, "steadiness");
    if (end.state() == ProbeResult.State.NOT_RUN) return;
    assertThat(end.summary()).contains("in between " + counted + " failed");
    assertThat(end.facts()).containsEntry("asked", counted.tried()).containsEntry("failed", counted.failed());
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 10, 12, 14})
  void takesNoDifferenceFromAFaultThatTurnsOutToComeAndGo(int last) {
    var examination =
        examine((n, a) -> n > last || a.text().startsWith("HEAD ") ? WELL : EMPTY);
    assertThat(warnings(examination)).contains(Cause.INTERMITTENT);
    ProbeResult head = probe(examination, "head");
    assertThat(head.summary())
        .isEqualTo("could not be told: the same request does not end alike each time");
    assertThat(head.state()).isEqualTo(ProbeResult.State.OPEN);
    assertThat(head.findings()).isEmpty();
  }

  @Test
  void callsASoundErrorPageNoFailureOfTheRequest() {
    ProbeResult cookies = probe(examine((_, _) -> Told.status(429)), "cookies");
    assertThat(cookies.state()).isEqualTo(ProbeResult.State.NOT_RUN);
    assertThat(cookies.summary()).isEqualTo("the request itself is answered with 429");
  }

  @Test
  void findsNothingFineAboutContentThatEndsEarly() {
    ProbeResult cut =
        probe(examine((_, _) -> Told.brokenContent(Cause.BODY_SHORT_FIN)), "content");
    assertThat(cut.state()).isEqualTo(ProbeResult.State.FAULT);
    assertThat(cut.verdict().orElseThrow().cause()).isEqualTo(Cause.BODY_SHORT_FIN);
    assertThat(cut.summary()).startsWith("no, ");
  }

  @Test
  void stopsAtTheFirstFailureWhenAsked() {
    Plan plan = plan().repeat(300, true, 50).isMyOrigin(true);
    var examination = examine(plan, (n, _) -> n == 40 ? EMPTY : WELL);
    assertThat((int) probe(examination, "repetition").facts().get("tried")).isBetween(30, 40);
    assertThat(examination.verdict()).isPresent();
  }

  @Test
  void saysHowOftenTheRequestItselfFails() {
    var examination = examine((n, _) -> n % 4 == 1 ? EMPTY : WELL);
    Conclusion conclusion = examination.conclusion().orElseThrow();
    assertThat(conclusion.under()).isEqualTo("the request as asked");
    assertThat(conclusion.likelihood().failed()).isLessThan(conclusion.likelihood().tried());
    assertThat(warnings(examination)).containsExactly(Cause.INTERMITTENT);
    assertThat(when(examination)).matches("in \\d+ of \\d+ tries");
  }

  @Test
  void aCloseRightAfterTheReplyIsNoIdleTime() {
    var examination = examine((_, _) -> WELL.closesAfter(Duration.ofMillis(40)));
    assertThat(causes(examination)).doesNotContain(Cause.KEEPALIVE_SHORT);
    assertThat(probe(examination, "idle").summary()).startsWith("not at all: ");
  }

  @Test
  void namesAShortIdleTime() {
    var examination = examine((_, _) -> WELL.closesAfter(Duration.ofSeconds(2)));
    assertThat(causes(examination)).contains(Cause.KEEPALIVE_SHORT);
    assertThat(probe(examination, "idle").facts()).containsEntry("millis", 2000L);
  }

  @Test
  void looksLongerForTheIdleTimeOnlyWhenAsked() {
    Script script = (_, _) -> WELL.closesAfter(Duration.ofSeconds(30));
    assertThat(causes(examine(script))).doesNotContain(Cause.KEEPALIVE_SHORT);
    assertThat(causes(examine(plan().idleSweep(true), script))).contains(Cause.KEEPALIVE_SHORT);
  }

  @Test
  void namesAFailureOnAUsedConnection() {
    var examination =
        examine((_, a) -> a.onConnection() > 1 ? Told.cause(Cause.CONN_STALE_REUSE) : WELL);
    Conclusion conclusion = examination.conclusion().orElseThrow();
    assertThat(conclusion.verdict().cause()).isEqualTo(Cause.CONN_STALE_REUSE);
    assertThat(conclusion.under()).contains("connection");
  }

  /// As Apache does whose back end is gone.
  @Test
  void sendsAClosedConnectionToThe5xxThatCameBeforeIt() {
    Script gone =
        (_, a) -> a.onConnection() > 1 ? Told.cause(Cause.CONN_STALE_REUSE) : Told.status(502);
    Map.of("reuse", "only as request 2 on one connection", "idle", "only on a connection idle for 6.5 s")
        .forEach((probe, when) -> leadsTo5xx(examine(only(probe, gone), plan()), when));
  }

  private static void leadsTo5xx(Examination examination, String when) {
    Conclusion conclusion = examination.conclusion().orElseThrow();
    assertThat(conclusion.condition()).contains(
        Condition.of(
            "after the 502 that the origin itself answers, " + when, Cause.ORIGIN_5XX));
    assertThat(conclusion.toShow()).isEqualTo(Cause.CONN_STALE_REUSE);
  }

  @Test
  void countsNoCookieAsTakenThatGoesUnanswered() {
    var examination = examine((_, a) -> a.bytes() > 6000 ? Told.silence() : WELL);
    ProbeResult cookies = probe(examination, "cookies");
    assertThat(cookies.facts()).containsEntry("taken", 4096).containsEntry("refused", 8192);
    assertThat(cookies.summary()).endsWith("one of 8192 ends in no answer");
    assertThat(warnings(examination)).containsExactly(Cause.VARIES_BY_COOKIE_SIZE);
  }

  @Test
  void findsAnOriginThatDoesNotTakeBackItsOwnCookies() {
    Told welcome = WELL.field("Set-Cookie", "session=5a2; Path=/");
    var examination = examine((_, a) -> a.text().contains("session=5a2") ? EMPTY : welcome);
    assertThat(warnings(examination)).containsExactly(Cause.VARIES_BY_REQUEST_FIELD);
    assertThat(when(examination)).isEqualTo("only with the origin's own cookies");
    assertThat(examination.conclusion().orElseThrow().smallest())
        .extracting(RequestBytes.Line::name).containsExactly("Cookie");
  }

  @Test
  void doesNotTakeSilenceOnAnIdleConnectionForFine() {
    Script script =
        (_, a) -> a.onConnection() == 2 && a.order().keepOpen() ? WELL
            : a.onConnection() > 1 ? Told.silence() : WELL;
    var examination = examine(only("idle", script), plan());
    assertThat(probe(examination, "idle").state()).isEqualTo(ProbeResult.State.NOTED);
    assertThat(warnings(examination)).containsExactly(Cause.TIME_FIRST_BYTE);
    assertThat(probe(examination, "idle").summary())
        .isEqualTo("longer than 6.5 s, but a request on a connection idle for 6.5 s has no answer");
  }

  @Test
  void doesNotTakeSilenceOnAUsedConnectionForFine() {
    var examination =
        examine(only("reuse", (_, a) -> a.onConnection() > 1 ? Told.silence() : WELL), plan());
    assertThat(probe(examination, "reuse").state()).isEqualTo(ProbeResult.State.NOTED);
    assertThat(probe(examination, "reuse").summary())
        .isEqualTo("request 2 on one connection ends in no answer");
  }

  @Test
  void leavesItOpenWhatAFailureOnAUsedConnectionMeansOfAnOriginThatAlsoFailsOnNewOnes() {
    var examination =
        examine(only("reuse", (n, _) -> n == 3 || n == 4 ? EMPTY : WELL), plan());
    assertThat(probe(examination, "reuse").state()).isEqualTo(ProbeResult.State.OPEN);
  }

  @Test
  void namesHeadersThatGrow() {
    var examination = examine((n, _) -> WELL.field("X-Trail", "x".repeat(40 * n)));
    assertThat(causes(examination)).contains(Cause.HEADERS_NEAR_LIMIT);
    assertThat(probe(examination, "header-growth").summary()).startsWith("yes");
  }

  @Test
  void namesAnAddressThatDiffers() {
    var origins =
        new FakeOrigins(
            time, List.of("192.0.2.1", "192.0.2.2"),
            (_, a) -> a.order().target().connectHost().equals("192.0.2.2") ? EMPTY : WELL);
    var examination = examine(examiner(origins), plan());
    assertThat(causes(examination)).contains(Cause.VARIES_BY_ADDRESS);
    assertThat(examination.conclusion().orElseThrow().under()).isEqualTo("the address 192.0.2.2");
    assertThat(when(examination)).isEqualTo("only at the address 192.0.2.2");
  }

  @Test
  void saysThatAnotherAddressDoesNotFail() {
    var origins =
        new FakeOrigins(
            time, List.of("192.0.2.1", "192.0.2.2"),
            (_, a) -> a.order().target().connectHost().equals("192.0.2.2") ? WELL : EMPTY);
    var examination = examine(examiner(origins), plan());
    assertThat(when(examination)).isEqualTo("not at the address 192.0.2.2");
  }

  @Test
  void namesTheGivenFieldThatTheRequestFailsBy() {
    Plan plan = plan();
    var given = plan.request().with("X-Debug", "1").with("X-Tenant", "7");
    var examination = examine(plan.request(given), (_, a) -> a.has("x-tenant") ? EMPTY : WELL);
    assertThat(when(examination)).isEqualTo("only with X-Tenant");
  }

  @Test
  void namesTheSchemeThatIsServed() {
    var examination = examine((_, a) -> a.order().target().isTls() ? WELL : EMPTY);
    assertThat(causes(examination)).contains(Cause.PORT_MISMATCH);
  }

  /// A proxy may also stand on the origin's own host, at another port.
  @ParameterizedTest
  @CsvSource({"198.51.100.7, 80", "192.0.2.1, 8080", "shop.example, 8080"})
  void comparesWithTheWayThroughTheProxy(String origin, int port) {
    var target = new Target(URI.create("http://shop.example/cart"), Optional.of(origin), port);
    var examination =
        examine(
            Plan.of(target),
            (_, a) -> a.order().target().address().isPresent() ? WELL
                : Told.status(520).field("CF-Ray", "230b030023ae2822-LOC"));
    assertThat(causes(examination)).contains(Cause.DIFFERS_THROUGH_PROXY);
    assertThat(probe(examination, "through-proxy").facts())
        .containsEntry("rayId", "230b030023ae2822-LOC").containsEntry("through", "520")
        .containsEntry("direct", "200");
  }

  /// The error page of a proxy is what the origin's failure looks like from outside.
  @ParameterizedTest
  @ValueSource(ints = {502, 504, 520, 200})
  void aProxyThatReportsTheFailureDoesNotDiffer(int status) {
    var target = new Target(URI.create("http://shop.example/cart"), Optional.of("198.51.100.7"), 80);
    var examination =
        examine(
            Plan.of(target),
            (_, a) -> a.order().target().address().isPresent()
                ? Told.cause(Cause.RESP_EMPTY_FIN) : Told.status(status));
    assertThat(causes(examination).contains(Cause.DIFFERS_THROUGH_PROXY)).isEqualTo(status == 200);
  }

  @Test
  void theOriginsOwnSocketIsNoProxy() {
    var target = new Target(URI.create("http://shop.example/cart"), Optional.of("192.0.2.1"), 80);
    var examination = examine(Plan.of(target), (_, _) -> WELL);
    assertThat(probe(examination, "through-proxy").summary())
        .contains("the URL's name leads to the origin itself");
  }

  @Test
  void whereNoProxyCanBeAskedNothingIsCompared() {
    var target = new Target(URI.create("http://shop.example/cart"), Optional.of("198.51.100.7"), 80);
    var examination =
        examine(
            Plan.of(target),
            (_, a) -> a.order().target().address().isPresent() ? WELL : Told.cause(Cause.DNS_NXDOMAIN));
    ProbeResult compared = probe(examination, "through-proxy");
    assertThat(compared.state()).isEqualTo(ProbeResult.State.OPEN);
    assertThat(compared.summary()).isEqualTo("could not be told: the URL's name leads nowhere, so there is no proxy to ask");
  }

  @Test
  void recognisesTheServer() {
    var examination =
        examine((_, _) -> WELL.field("Server", "nginx/1.22.1").field("X-Powered-By", "PHP/8.2"));
    assertThat(examination.software()).extracting(Recognised::software)
        .containsExactlyInAnyOrder(ServerSoftware.NGINX, ServerSoftware.PHP_FPM);
    assertThat(examination.software()).extracting(Recognised::evidence)
        .contains("Server: nginx/1.22.1");
  }

  /// What came before our loop read again looks like the end of the reply, once.
  @Test
  void watchesAnotherConnectionWhenBytesSeemedToFollowTheReply() {
    int[] followed = {0};
    Script script =
        (_, asked) -> asked.order().keepOpen() && followed[0]++ == 0
            ? Told.status(200).withMore() : Told.status(200).closesAfter(Duration.ofSeconds(2));
    Examination examination = examine(only("idle", script), plan());
    assertThat(followed[0]).isEqualTo(2);
    assertThat(causes(examination)).contains(Cause.KEEPALIVE_SHORT);
  }

  @Test
  void saysThatBytesFollowTheReplyWhereTheyCostTheConnection() {
    Script script =
        (_, asked) -> asked.order().keepOpen() ? Told.status(200).withMore() : Told.status(200);
    assertThat(probe(examine(script), "idle").summary())
        .isEqualTo("not at all: bytes follow the reply, so its connection is not used again");
  }

  private Examination examine(Script script) {
    return examine(plan(), script);
  }

  private Examination examine(Plan plan, Script script) {
    return examine(examiner(new FakeOrigins(time, script)), plan);
  }

  private Examination examine(Examiner examiner, Plan plan) {
    return time.run(() -> examiner.examine(plan, Progress.NONE));
  }

  private Examiner examiner(FakeOrigins origins) {
    return new Examiner(origins, Ranges.published(), time, Probes.standard());
  }

  private Examiner only(String probe, Script script) {
    List<Probe> one = Probes.standard().stream().filter(p -> p.name().equals(probe)).toList();
    return new Examiner(new FakeOrigins(time, script), Ranges.published(), time, one);
  }

  private static Plan plan() {
    return Plan.of(SHOP);
  }

  private static String when(Examination examination) {
    return examination.conclusion().flatMap(Conclusion::condition).orElseThrow().text();
  }

  private static List<Cause> causes(Examination examination) {
    return examination.findings().stream().map(Finding::cause).toList();
  }

  private static List<Cause> warnings(Examination examination) {
    return examination.findings().stream()
        .filter(f -> f.severity() == Finding.Severity.WARNING).map(Finding::cause).toList();
  }

  private static ProbeResult probe(Examination examination, String name) {
    return examination.probes().stream().filter(p -> p.probe().equals(name)).findFirst()
        .orElseThrow();
  }
}
