package dev.fivetwenty.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Finding;
import dev.fivetwenty.doctor.FakeOrigins.Script;
import dev.fivetwenty.doctor.FakeOrigins.Told;
import dev.fivetwenty.doctor.asking.LimitSearch;
import dev.fivetwenty.doctor.asking.Plan;
import dev.fivetwenty.doctor.limits.Limits;
import dev.fivetwenty.doctor.probe.Probes;
import dev.fivetwenty.origin.Target;
import dev.fivetwenty.ranges.Ranges;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The search for limits, over filters in a time that jumps: what is found is what they are.
class LimitsTest {

  private static final Schema FACTS = documented();

  private static final Told TOO_MANY = Told.status(429).field("Retry-After", "7");
  private static final Duration MINUTE = Duration.ofSeconds(60);

  private final JumpTime time = new JumpTime();
  private FakeOrigins origins;

  @ParameterizedTest
  @CsvSource({"3, 10", "5, 10", "20, 10", "20, 60", "60, 30", "100, 60", "150, 100", "180, 60"})
  void findsANumberInAWindow(int number, int seconds) {
    Gist gist = search(Filters.window(number, Duration.ofSeconds(seconds)), TOO_MANY);
    gist.near("limit", number).is("manner", "429").is("retryAfter", "7");
    assertThat(gist.letGoFromTheFirst()).as(gist.toString())
        .isCloseTo(seconds, withinPercentage(20));
  }

  @ParameterizedTest
  @CsvSource({"10, 30, 15", "40, 60, 60", "120, 60, 90", "50, 600, 100"})
  void findsWhatABanAllowsAndHowLongItLasts(int number, int within, int seconds) {
    Gist gist =
        search(
            Filters.ban(number, Duration.ofSeconds(within), Duration.ofSeconds(seconds)),
            Told.cause(Cause.RESP_EMPTY_RST));
    gist.near("limit", number).is("manner", "reset");
    assertThat(gist.letGo()).as(gist.toString()).isCloseTo(seconds, withinPercentage(20));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1", "2, 1", "5, 1", "10, 1", "15, 1", "1, 5", "2, 10", "5, 20", "10, 20", "0.5, 20", "8, 8",
    "0.2, 10"
  })
  void findsARateAndWhatIsSavedUp(double perSecond, int burst) {
    Gist gist = search(Filters.bucket(perSecond, burst), Told.status(503));
    gist.near("sustainedPerSecond", perSecond).is("manner", "503");
    double taken = burst == 1 ? 1 : burst / (1 - perSecond / 20);
    assertThat(gist.number("limit")).as(gist.toString())
        .isBetween(Math.floor(taken * 0.8), Math.ceil(taken * 1.2) + 1);
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "4, 5", "6, 3"})
  void findsARateThoughAnswersTakeTheirTime(double perSecond, int burst) {
    Filters.Gate gate = Filters.bucket(perSecond, burst);
    Told slow = Told.status(200).took(Duration.ofMillis(120));
    origins = new FakeOrigins(time, (_, _) -> gate.admits(time.nanos()) ? slow : TOO_MANY);
    gist(whole()).near("sustainedPerSecond", perSecond);
  }

  /// What is tried beside the series can be what is too much.
  @Test
  void tellsALimitThatOnlyTheWholeSearchMeets() {
    Examination examination =
        examine(Filters.script(time, Filters.window(230, Duration.ofHours(1)), TOO_MANY));
    gist(examination).near("limit", 230).is("exact", false);
    assertThat(examination.findings()).extracting(Finding::cause).containsExactly(Cause.RATE_LIMITED);
  }

  @ParameterizedTest
  @CsvSource({"10, 1", "5, 1", "12, 1"})
  void tellsAShortWindowAsARate(int number, int seconds) {
    Gist gist = search(Filters.window(number, Duration.ofSeconds(seconds)), TOO_MANY);
    gist.near("sustainedPerSecond", (double) number / seconds);
  }

  @ParameterizedTest
  @CsvSource({"20, 10", "50, 30"})
  void findsANumberWithinAnyTime(int number, int seconds) {
    Gist gist = search(Filters.sliding(number, Duration.ofSeconds(seconds)), TOO_MANY);
    gist.near("limit", number);
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "3", "5", "8", "13", "20", "31"})
  void findsHowManyAtOnce(int most) {
    Examination examination = examine(Filters.crowd(most, Told.cause(Cause.RESP_EMPTY_FIN)));
    assertThat(examination.findings()).extracting(Finding::cause)
        .contains(Cause.FAILS_UNDER_CONCURRENCY).doesNotContain(Cause.RATE_LIMITED);
    Map<?, ?> facts = (Map<?, ?>) result(examination).facts().get("concurrency");
    assertThat(facts.get("taken")).isEqualTo(most);
    assertThat(facts.get("refused")).isEqualTo(most + 1);
    assertThat(facts.get("manner")).isEqualTo("closed");
    assertThat(examination.verdict()).map(v -> v.cause()).contains(Cause.RESP_EMPTY_FIN);
  }

  @Test
  void findsHowManyAtOnceBesideALimitOnTheirNumber() {
    Filters.Gate gate = Filters.window(40, Duration.ofSeconds(20));
    Script crowd = Filters.crowd(5, Told.cause(Cause.RESP_EMPTY_RST));
    Examination examination =
        examine((n, a) -> gate.admits(time.nanos()) ? crowd.answer(n, a) : TOO_MANY);
    gist(examination).near("limit", 40);
    Map<?, ?> facts = (Map<?, ?>) result(examination).facts().get("concurrency");
    assertThat(facts.get("taken")).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource({"silence", "closed", "reset", "refused", "tarpit", "403"})
  void namesWhatTheOriginDoesBeyond(String manner) {
    Told told =
        switch (manner) {
          case "silence" -> Told.silence();
          case "closed" -> Told.cause(Cause.RESP_EMPTY_FIN);
          case "reset" -> Told.cause(Cause.RESP_EMPTY_RST);
          case "refused" -> Told.cause(Cause.TCP_REFUSED);
          case "tarpit" -> Told.status(200).took(Duration.ofMillis(3500));
          default -> Told.status(Integer.parseInt(manner));
        };
    Gist gist = search(Filters.ban(30, MINUTE, Duration.ofSeconds(50)), told);
    gist.near("limit", 30).is("manner", manner);
    assertThat(gist.letGo()).as(gist.toString()).isCloseTo(50, withinPercentage(20));
  }

  @Test
  void saysWhatTellsVisitorsApart() {
    Map<String, Script> scripts =
        Map.of(
            "User-Agent",
            Filters.perKey(
                time, a -> a.text().replaceAll("(?s).*User-Agent: ([^\r]*).*", "$1"),
                () -> Filters.window(30, MINUTE), TOO_MANY),
            "the address in X-Forwarded-For",
            Filters.perKey(
                time, a -> a.has("x-forwarded-for") ? "other" : "own",
                () -> Filters.window(30, MINUTE), TOO_MANY),
            "the address that connects, or all visitors together",
            Filters.script(time, Filters.window(30, MINUTE), TOO_MANY));
    scripts.forEach((what, script) -> gist(examine(script)).is("countedBy", what));
  }

  /// Each answer takes about as long as it takes to let one more in: whoever asks in turn with another
  /// could be let in each time.
  @ParameterizedTest
  @CsvSource({"60", "90", "130", "150", "180"})
  void timeThatLetsOneInTellsNobodyApart(int millis) {
    Duration took = Duration.ofMillis(millis);
    Filters.Gate gate = Filters.bucket(4, 8);
    Told taken = Told.status(200).took(took);
    Told refused = Told.status(403).took(took);
    Gist gist = gist(examine((_, _) -> gate.admits(time.nanos()) ? taken : refused));
    gist.near("sustainedPerSecond", 4);
    assertThat(gist.facts.get("countedBy")).as(gist.toString())
        .isIn(null, "", "the address that connects, or all visitors together");
  }

  @Test
  void tellsAnAddressThatIsCountedFromAllTogether() {
    Script script =
        Filters.perKey(
            time, a -> a.order().target().address().orElse("first"),
            () -> Filters.window(30, MINUTE), TOO_MANY);
    origins = new FakeOrigins(time, List.of("192.0.2.1", "2001:db8::1"), script);
    gist(run(LimitSearch.standard())).is("countedBy", "the address that connects");
  }

  @Test
  void namesTheUserAgentsThatAreTurnedAway() {
    Examination examination =
        examine((_, a) -> a.text().contains("python") || a.text().contains("Java/")
            ? Told.status(403) : Told.status(200));
    Map<?, ?> facts = (Map<?, ?>) result(examination).facts().get("userAgents");
    assertThat(facts.get("refused")).isEqualTo(List.of("python-requests", "Java"));
    assertThat(examination.findings()).extracting(Finding::cause)
        .containsExactly(Cause.VARIES_BY_USER_AGENT);
  }

  @ParameterizedTest
  @CsvSource({"10", "25", "40"})
  void findsThatRobotsMayAskLess(int number) {
    Filters.Gate gate = Filters.window(number, MINUTE);
    Examination examination =
        examine((_, a) -> !a.text().contains("curl/") || gate.admits(time.nanos())
            ? Told.status(200) : TOO_MANY);
    Map<?, ?> facts = (Map<?, ?>) result(examination).facts().get("robot");
    assertThat((Integer) facts.get("limit")).isBetween(number * 4 / 5, number);
    assertThat(examination.findings()).extracting(Finding::cause)
        .containsExactly(Cause.VARIES_BY_USER_AGENT);
  }

  @Test
  void findsNoLimitWhereThereIsNone() {
    origins = new FakeOrigins(time, (_, _) -> Told.status(200).took(Duration.ofMillis(120)));
    Examination examination = whole();
    assertThat(examination.findings()).isEmpty();
    assertThat(result(examination).state()).isEqualTo(ProbeResult.State.FINE);
    assertThat(result(examination).summary()).contains("200 requests at 20 a second are taken")
        .contains("32 requests at once are taken").contains("8 User-Agents are answered alike");
  }

  /// What is turned away once in a while is no limit, and what is so at any rate is chance.
  @Test
  void takesNoChanceForALimit() {
    for (int n : List.of(3, 7, 50)) {
      Examination examination = examine((i, _) -> i % n == 0 ? Told.status(502) : Told.status(200));
      assertThat(result(examination).findings()).as("%d", n).extracting(Finding::cause)
          .doesNotContain(Cause.VARIES_BY_USER_AGENT, Cause.FAILS_UNDER_CONCURRENCY, Cause.RATE_LIMITED);
    }
  }

  /// Nor where chance has no rhythm.
  @Test
  void takesNoFailuresAtRandomForALimit() {
    for (int seed = 1; seed <= 6; seed++) {
      var random = new SplittableRandom(seed);
      Examination examination =
          examine((i, _) -> i > 1 && random.nextInt(8) == 0 ? Told.status(502) : Told.status(200));
      assertThat(result(examination).findings()).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void saysThatABanOutlastsItsPatience() {
    Examination examination =
        examine(
            Filters.script(
                time, Filters.ban(60, MINUTE, Duration.ofHours(1)), Told.cause(Cause.TCP_REFUSED)));
    assertThat(result(examination).summary()).contains("refuses connections")
        .contains("did not let go within 120 s");
    assertThat(examination.findings()).extracting(Finding::cause).containsExactly(Cause.RATE_LIMITED);
  }

  @ParameterizedTest
  @CsvSource({"1", "20", "100", "300", "600"})
  void sendsNoMoreThanItMay(int requests) {
    List<Script> scripts =
        List.of(
            (_, _) -> Told.status(200),
            Filters.script(time, Filters.window(20, Duration.ofSeconds(10)), TOO_MANY),
            Filters.script(time, Filters.bucket(3, 30), TOO_MANY),
            Filters.crowd(3, Told.cause(Cause.RESP_EMPTY_RST)),
            (n, _) -> n % 2 == 0 ? TOO_MANY : Told.status(200));
    for (Script script : scripts) {
      origins = new FakeOrigins(time, script);
      var search = new LimitSearch(requests, 20, MINUTE);
      Examination examination = run(search);
      assertThat(result(examination).requests()).isLessThanOrEqualTo(requests);
      assertThat(origins.asked).hasSize(examination.requests());
      assertThat(examination.took()).isLessThan(search.limit().plus(Duration.ofSeconds(30)));
      assertThat(origins.open).hasValue(0);
    }
  }

  /// The limit is met by the examination itself first, and its number is still right.
  @ParameterizedTest
  @CsvSource({"10, 20", "25, 60", "45, 10", "90, 60"})
  void findsTheNumberAfterAWholeExamination(int number, int seconds) {
    Script script =
        Filters.script(time, Filters.window(number, Duration.ofSeconds(seconds)), TOO_MANY);
    origins = new FakeOrigins(time, script);
    Examination examination = whole();
    gist(examination).near("limit", number);
    assertThat(examination.findings()).extracting(Finding::cause)
        .containsOnlyOnce(Cause.RATE_LIMITED);
    assertThat(examination.requests()).isLessThanOrEqualTo(plan(LimitSearch.standard()).requests());
  }

  /// An origin may have them all.
  @Test
  void tellsSeveralFiltersApart() {
    Filters.Gate gate = Filters.window(120, MINUTE);
    Script crowd = Filters.crowd(5, Told.cause(Cause.RESP_EMPTY_RST));
    Script robots =
        (n, a) -> a.text().contains("python") ? Told.status(403) : crowd.answer(n, a);
    origins =
        new FakeOrigins(
            time, (n, a) -> gate.admits(time.nanos()) ? robots.answer(n, a) : TOO_MANY);
    Examination examination = whole();
    gist(examination).near("limit", 120);
    assertThat(examination.findings()).extracting(Finding::cause)
        .containsOnlyOnce(
            Cause.RATE_LIMITED, Cause.FAILS_UNDER_CONCURRENCY, Cause.VARIES_BY_USER_AGENT);
    Map<?, ?> facts = (Map<?, ?>) result(examination).facts().get("concurrency");
    assertThat(facts.get("taken")).isEqualTo(5);
    assertThat(examination.conclusion().flatMap(Conclusion::condition).orElseThrow().text())
        .isEqualTo("only when 6 requests come at once");
  }

  private Gist search(Filters.Gate gate, Told refusal) {
    Examination examination = examine(Filters.script(time, gate, refusal));
    assertThat(examination.findings()).extracting(Finding::cause).containsExactly(Cause.RATE_LIMITED);
    return gist(examination);
  }

  private Examination examine(Script script) {
    origins = new FakeOrigins(time, script);
    return run(LimitSearch.standard());
  }

  private Examination whole() {
    Plan plan = plan(LimitSearch.standard());
    var examiner = new Examiner(origins, Ranges.published(), time, Probes.of(plan));
    return time.run(() -> examiner.examine(plan, Progress.NONE));
  }

  private Examination run(LimitSearch search) {
    var examiner = new Examiner(origins, Ranges.published(), time, List.of(new Limits()));
    return time.run(() -> examiner.examine(plan(search), Progress.NONE));
  }

  private static Plan plan(LimitSearch search) {
    URI shop = URI.create("http://shop.example/cart");
    return Plan.of(new Target(shop, Optional.empty(), 80)).limits(search);
  }

  private static ProbeResult result(Examination examination) {
    return examination.probes().stream().filter(p -> p.probe().equals(Limits.NAME)).findFirst()
        .orElseThrow();
  }

  private static Gist gist(Examination examination) {
    ProbeResult result = result(examination);
    String facts = JsonMapper.shared().writeValueAsString(result.facts());
    assertThat(FACTS.validate(facts, InputFormat.JSON)).isEmpty();
    return new Gist(result, (Map<?, ?>) result.facts().get("requests"));
  }

  /// Returns what the schema says of these facts, and allows no others.
  private static Schema documented() {
    JsonNode schema =
        JsonMapper.shared().readTree(Path.of("../docs/schema/report.schema.json"))
            .at("/$defs/limitsFacts");
    for (String part : List.of("", "/properties/requests", "/properties/concurrency")) {
      ((ObjectNode) schema.at(part)).put("additionalProperties", false);
    }
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(schema.toString(), InputFormat.JSON);
  }

  /// The facts about a limit on requests.
  private record Gist(ProbeResult result, Map<?, ?> facts) {

    Gist near(String name, double value) {
      assertThat(number(name)).as(toString()).isCloseTo(value, withinPercentage(20));
      return this;
    }

    Gist is(String name, Object value) {
      assertThat(facts.get(name)).as(toString()).isEqualTo(value);
      return this;
    }

    double number(String name) {
      assertThat(facts.get(name)).as("%s of %s", name, this).isNotNull();
      return ((Number) facts.get(name)).doubleValue();
    }

    /// In seconds, from the first refusal.
    double letGo() {
      return (number("refusesForMs") + number("takesAgainMs")) / 2000;
    }

    /// In seconds, from the first request of the series.
    double letGoFromTheFirst() {
      if (facts.get("windowMs") != null) return number("windowMs") / 1000;
      return letGo() + number("limit") / number("perSecond");
    }

    @Override
    public String toString() {
      return "%s, %d requests in %s: %s %s"
          .formatted(result.state(), result.requests(), result.took(), result.summary(), facts);
    }
  }
}
