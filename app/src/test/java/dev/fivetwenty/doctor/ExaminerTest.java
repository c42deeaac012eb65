package dev.fivetwenty.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Finding;
import dev.fivetwenty.doctor.FakeOrigins.Script;
import dev.fivetwenty.doctor.FakeOrigins.Told;
import dev.fivetwenty.doctor.asking.Budget;
import dev.fivetwenty.doctor.asking.Plan;
import dev.fivetwenty.doctor.asking.Upshot;
import dev.fivetwenty.doctor.probe.Probes;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.Target;
import dev.fivetwenty.ranges.Ranges;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// The examination as a whole, over scripted attempts in a time that jumps.
class ExaminerTest {

  private static final Target SHOP = target("http://shop.example/cart", null);

  private final JumpTime time = new JumpTime();

  @Test
  void findsNothingWrongWithASoundOrigin() {
    var origins = origins((_, _) -> Told.status(200));
    Examination examination = examine(origins, Plan.of(SHOP));
    assertThat(examination.outcome()).isEqualTo(Examination.Outcome.NO_FAULT);
    assertThat(examination.conclusion()).isEmpty();
    assertThat(warnings(examination)).isEmpty();
    assertThat(examination.probes()).extracting(ProbeResult::probe).doesNotHaveDuplicates()
        .startsWith("request").hasSize(Probes.standard().size() + 1);
    assertThat(origins.open).hasValue(0);
  }

  @Test
  void sendsNoMoreThanFiftyRequestsWhateverComesBack() {
    int[] turn = {0};
    List<Script> scripts =
        List.of(
            (_, _) -> Told.status(200).field("ETag", "\"1\"").field("Set-Cookie", "a=b"),
            (_, _) -> Told.cause(Cause.RESP_EMPTY_FIN),
            (_, _) -> Told.silence(),
            (n, _) -> n % 3 == 0 ? Told.cause(Cause.RESP_EMPTY_RST) : Told.status(200),
            (_, _) -> Told.status(turn[0]++ % 2 == 0 ? 200 : 500),
            (_, a) -> a.has("via") && a.has("cf-ray") && a.has("x-forwarded-for")
                ? Told.cause(Cause.RESP_EMPTY_FIN) : Told.status(200),
            (_, a) -> a.bytes() > 150 ? Told.cause(Cause.RESP_EMPTY_RST) : Told.status(200));
    for (Script script : scripts) {
      var origins = new FakeOrigins(time, addresses(12), script);
      Examination examination = examine(origins, Plan.of(SHOP));
      assertThat(origins.asked).hasSizeLessThanOrEqualTo(Budget.DEFAULT);
      assertThat(examination.requests()).isEqualTo(origins.asked.size());
    }
  }

  @Test
  void endsWithinThirtySecondsThoughTheOriginIsSilent() {
    Examination examination = examine(origins((_, _) -> Told.silence()), Plan.of(SHOP));
    assertThat(examination.took()).isLessThan(Duration.ofSeconds(30));
    assertThat(examination.verdict()).map(v -> v.cause()).contains(Cause.TIME_FIRST_BYTE);
    assertThat(examination.conclusion().orElseThrow().provisional())
        .hasValueSatisfying(why -> assertThat(why).contains("20 s").contains("classic"));
    assertThat(examination.outcome()).isEqualTo(Examination.Outcome.FAULT);
  }

  /// Whoever never answered has done nothing after a reply, and nobody counted it as going well.
  @Test
  void saysNothingOfRepliesThatNeverCame() {
    Plan plan = Plan.of(SHOP);
    Plan given = plan.request(plan.request().with("X-Given", "1"));
    for (boolean named : List.of(true, false)) {
      Examination examination = examine(origins((_, _) -> Told.silence()), named ? given : plan);
      assertThat(examination.probes()).extracting(ProbeResult::summary)
          .noneMatch(s -> s.contains("after its reply")).noneMatch(s -> s.contains("not compressed"))
          .noneMatch(s -> s.contains("0 of")).noneMatch(s -> s.contains("does not fail"));
      assertThat(examination.probes())
          .filteredOn(p -> p.state() == ProbeResult.State.FINE).extracting(ProbeResult::probe)
          .doesNotContain("idle", "reuse", "repetition", "content-coding");
    }
  }

  @Test
  void endsWithinThirtySecondsThoughEveryReplyIsSlow() {
    var origins = origins((_, _) -> Told.status(200).took(Duration.ofSeconds(4)));
    Examination examination = examine(origins, Plan.of(SHOP));
    assertThat(examination.took()).isLessThan(Duration.ofSeconds(30));
    assertThat(examination.conclusion()).isEmpty();
    assertThat(examination.notRun()).isNotEmpty();
  }

  /// The slower the origin, the fewer questions fit; what says most about a fault is asked first.
  @Test
  void asksWhatStillFitsOnceALateAnswerIsThere() {
    Map<Integer, Set<String>> cut =
        Map.of(
            600, Set.of(), 1500, Set.of(), 2500, Set.of("repetition"),
            4500, Set.of("repetition", "idle", "reuse", "cookies", "header-growth"),
            8000, Set.of("repetition", "idle", "reuse", "cookies", "header-growth", "addresses",
                "concurrency", "steadiness"));
    cut.forEach(
        (millis, notAsked) -> {
          Examination examination = late(millis);
          assertThat(examination.took()).isLessThan(Duration.ofSeconds(30));
          assertThat(examination.missing()).as("%s ms", millis).isEmpty();
          assertThat(examination.outcome()).isEqualTo(Examination.Outcome.NO_FAULT);
          assertThat(examination.findings()).as("%s ms", millis).isEmpty();
          assertThat(examination.notRun()).as("%s ms", millis)
              .filteredOn(p -> p.gap().filter(gap -> gap != Gap.INAPPLICABLE).isPresent())
              .extracting(ProbeResult::probe).isSubsetOf(notAsked);
        });
  }

  private Examination late(int millis) {
    Script script = (_, _) -> Told.status(200).took(Duration.ofMillis(millis));
    return examine(origins(script), Plan.of(SHOP));
  }

  @Test
  void asksBeforeTheAnswerIsThereAndComparesAfterwards() {
    var origins =
        origins((_, a) -> a.text().contains("Mozilla")
            ? Told.cause(Cause.RESP_EMPTY_RST) : Told.status(200).took(Duration.ofSeconds(7)));
    Examination examination = examine(origins, Plan.of(SHOP));
    assertThat(causes(examination)).contains(Cause.VARIES_BY_USER_AGENT);
    assertThat(examination.verdict()).map(v -> v.cause()).contains(Cause.RESP_EMPTY_RST);
    assertThat(examination.outcome()).isEqualTo(Examination.Outcome.FAULT);
  }

  @Test
  void namesAnAgentThatIsLeftWithoutAnAnswer() {
    var origins =
        origins((_, a) -> a.text().contains("fivetwenty/") ? Told.silence() : Told.status(200));
    Examination examination = examine(origins, Plan.of(SHOP));
    assertThat(causes(examination)).contains(Cause.VARIES_BY_USER_AGENT);
  }

  @Test
  void givesWhatFailsLateAsLongToFailAgain() {
    var late = Told.cause(Cause.RESP_EMPTY_FIN).took(Duration.ofSeconds(6));
    Examination examination = examine(origins((_, _) -> late), Plan.of(SHOP));
    Likelihood likelihood = examination.conclusion().orElseThrow().likelihood();
    assertThat(likelihood.failed()).isEqualTo(likelihood.tried()).isGreaterThanOrEqualTo(3);
    assertThat(warnings(examination)).isEmpty();
  }

  @Test
  void isNotFooledByAShortLimitOfItsOwn() {
    var origins = origins((n, _) -> Told.status(200).took(Duration.ofSeconds(n == 1 ? 1 : 6)));
    assertThat(examine(origins, Plan.of(SHOP)).conclusion()).isEmpty();
  }

  @Test
  void countsNothingAgainstTheOriginThatItsOwnTimeCutOff() {
    var origins = origins((_, _) -> Told.status(200).took(Duration.ofSeconds(2)));
    Examination examination = examine(origins, Plan.of(SHOP));
    assertThat(warnings(examination)).isEmpty();
    assertThat(examination.conclusion()).isEmpty();
  }

  @Test
  void namesWhatASlowAnswerLeftUnexamined() {
    var origins = origins((_, _) -> Told.status(200).took(Duration.ofSeconds(14)));
    Examination examination = examine(origins, Plan.of(SHOP));
    assertThat(examination.outcome()).isEqualTo(Examination.Outcome.COULD_NOT_TELL);
    assertThat(examination.missing()).contains("reuse");
    assertThat(Upshot.status(examination.itself().orElseThrow().attempt())).isEqualTo(200);
  }

  @Test
  void blamesNoChangeForTheRequestThatHangsOnce() {
    var origins = origins((n, _) -> n == 1 ? Told.silence() : Told.status(200));
    assertThat(warnings(examine(origins, Plan.of(SHOP)))).isEmpty();
  }

  @Test
  void cannotTellWhereItsOwnLimitCutTheContent() {
    var origins = origins((_, _) -> Told.status(200).flows(Duration.ofMinutes(5)));
    Examination examination = examine(origins, Plan.of(SHOP).maxTime(Duration.ofSeconds(3)));
    assertThat(examination.outcome()).isEqualTo(Examination.Outcome.COULD_NOT_TELL);
    assertThat(examination.conclusion()).isEmpty();
    assertThat(warnings(examination)).isEmpty();
    assertThat(examination.notRun()).extracting(ProbeResult::probe).contains("request", "content");
    assertThat(probe(examination, "request").summary())
        .isEqualTo("answered with 200, not read to its end: our own limit of 3 s came first");
  }

  /// The request itself came whole; what was asked after it was cut, and is no answer.
  @Test
  void countsNoReplyThatItsOwnLimitCut() {
    var origins =
        origins((n, _) -> Told.status(200).flows(Duration.ofSeconds(n == 1 ? 0 : 60)));
    Examination examination = examine(origins, Plan.of(SHOP));
    ProbeResult repetition = probe(examination, "repetition");
    assertThat(repetition.state()).isEqualTo(ProbeResult.State.CUT_SHORT);
    assertThat(repetition.facts()).containsEntry("tried", 1);
    assertThat(examination.probes()).filteredOn(p -> p.requests() > 0)
        .filteredOn(p -> !List.of("request", "head", "ports").contains(p.probe()))
        .isNotEmpty().extracting(ProbeResult::state).containsOnly(ProbeResult.State.CUT_SHORT);
    assertThat(warnings(examination)).isEmpty();
  }

  @Test
  void blamesNoChangeForContentThatBreaksBehindWhereTheRequestItselfWasCut() {
    var origins =
        origins((n, _) -> n == 1
            ? Told.status(200).flows(Duration.ofSeconds(30))
            : Told.brokenContent(Cause.BODY_SHORT_FIN));
    Examination examination = examine(origins, Plan.of(SHOP).maxTime(Duration.ofSeconds(3)));
    assertThat(warnings(examination)).isEmpty();
  }

  /// An examination that asks several things at once, since answers are late, may itself be too much.
  @Test
  void findsThatItsOwnCompanyIsTooMuchForASlowOrigin() {
    for (int most : List.of(1, 2, 3)) {
      Script script =
          (_, asked) -> asked.atOnce() > most
              ? Told.cause(Cause.RESP_EMPTY_RST) : Told.status(200).took(Duration.ofMillis(1500));
      Examination examination = examine(origins(script), Plan.of(SHOP));
      assertThat(examination.conclusion().flatMap(Conclusion::condition).flatMap(Condition::cause))
          .as("at most %d at once", most).contains(Cause.FAILS_UNDER_CONCURRENCY);
      assertThat(warnings(examination)).as("at most %d at once", most)
          .extracting(Finding::cause).containsExactly(Cause.FAILS_UNDER_CONCURRENCY);
    }
  }

  @Test
  void blamesNoCompanyForWhatFailsNowAndThen() {
    Script script =
        (n, _) -> n % 5 == 3
            ? Told.cause(Cause.RESP_EMPTY_RST) : Told.status(200).took(Duration.ofMillis(1500));
    Examination examination = examine(origins(script), Plan.of(SHOP));
    assertThat(causes(examination)).doesNotContain(Cause.FAILS_UNDER_CONCURRENCY);
    assertThat(examination.conclusion().flatMap(Conclusion::condition).flatMap(Condition::cause))
        .contains(Cause.INTERMITTENT);
  }

  @Test
  void waitsAsLongAsItIsAskedTo() {
    var origins = origins((_, _) -> Told.silence());
    Examination examination = examine(origins, Plan.of(SHOP).maxTime(Duration.ofSeconds(110)));
    assertThat(examination.conclusion().orElseThrow().provisional()).isEmpty();
    assertThat(examination.outcome()).isEqualTo(Examination.Outcome.FAULT);
  }

  @Test
  void tellsTheFirstVerdictBeforeItAsksOn() {
    var told = new ArrayList<String>();
    var progress =
        new Progress() {
          @Override
          public void first(Attempt attempt) {
            told.add("first");
          }

          @Override
          public void started(Probe probe) {
            told.add(probe.name());
          }
        };
    var origins = origins((_, _) -> Told.cause(Cause.RESP_EMPTY_FIN));
    time.run(() -> examiner(origins).examine(Plan.of(SHOP), progress));
    assertThat(told).startsWith("first").contains("repetition");
  }

  @Test
  void saysWhatItKnowsWhenInterrupted() {
    var caller = new AtomicReference<Thread>();
    Script script =
        (n, _) -> {
          if (n == 4) caller.get().interrupt();
          return n < 4 ? Told.status(200) : Told.silence();
        };
    Examination examination =
        time.run(
            () -> {
              caller.set(Thread.currentThread());
              return examiner(origins(script)).examine(Plan.of(SHOP), Progress.NONE);
            });
    assertThat(examination.interrupted()).isTrue();
    assertThat(examination.outcome()).isEqualTo(Examination.Outcome.COULD_NOT_TELL);
    assertThat(examination.attempts()).isNotEmpty();
    assertThat(examination.notRun()).isNotEmpty();
  }

  @Test
  void repeatsOnlyWhatIsSafeToRepeat() {
    var origins = origins((_, _) -> Told.status(200));
    Plan plan = Plan.of(SHOP);
    examine(origins, plan.request(plan.request().method("POST")));
    assertThat(origins.asked.stream().filter(a -> a.text().startsWith("POST"))).hasSize(1);
  }

  @Test
  void asksNobodyElseWhenTheNameLeadsToACdn() {
    var origins = new FakeOrigins(time, List.of("104.16.0.1"), (_, _) -> Told.status(520));
    Examination examination = examine(origins, Plan.of(SHOP));
    assertThat(causes(examination)).contains(Cause.BEHIND_CDN);
    assertThat(examination.outcome()).isEqualTo(Examination.Outcome.COULD_NOT_TELL);
    assertThat(origins.asked).hasSizeLessThan(5);
  }

  @Test
  void staysPoliteWithoutConsent() {
    Plan plan = Plan.of(SHOP).repeat(500, true, 5);
    assertThat(plan.needsConsent()).isTrue();
    assertThat(plan.isMyOrigin(true).needsConsent()).isFalse();
    assertThat(Plan.of(SHOP).needsConsent()).isFalse();
    assertThat(Plan.of(target("http://127.0.0.1/", null)).repeat(500, true, 5).needsConsent())
        .isFalse();
    assertThat(Plan.of(target("http://shop.example/", "127.0.0.1")).repeat(99, true, 5)
        .needsConsent()).isFalse();
  }

  @Test
  void keepsToTheRateOfTheRepetition() {
    long begun = time.nanos();
    Plan plan = Plan.of(SHOP).repeat(40, false, 10).isMyOrigin(true);
    Examination examination = examine(origins((_, _) -> Told.status(200)), plan);
    assertThat(Duration.ofNanos(time.nanos() - begun)).isGreaterThan(Duration.ofMillis(3900));
    assertThat(probe(examination, "repetition").facts()).containsEntry("tried", 41);
  }

  private Examination examine(FakeOrigins origins, Plan plan) {
    return time.run(() -> examiner(origins).examine(plan, Progress.NONE));
  }

  private Examiner examiner(FakeOrigins origins) {
    return new Examiner(origins, Ranges.published(), time, Probes.standard());
  }

  private FakeOrigins origins(Script script) {
    return new FakeOrigins(time, script);
  }

  private static List<String> addresses(int count) {
    var all = new ArrayList<String>();
    for (int i = 1; i <= count; i++) all.add("192.0.2." + i);
    return all;
  }

  private static List<Finding> warnings(Examination examination) {
    return examination.findings().stream()
        .filter(f -> f.severity() == Finding.Severity.WARNING).toList();
  }

  private static List<Cause> causes(Examination examination) {
    return examination.findings().stream().map(Finding::cause).toList();
  }

  private static ProbeResult probe(Examination examination, String name) {
    return examination.probes().stream().filter(p -> p.probe().equals(name)).findFirst()
        .orElseThrow();
  }

  private static Target target(String url, String address) {
    return new Target(URI.create(url), Optional.ofNullable(address), 80);
  }
}
