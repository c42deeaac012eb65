package dev.fivetwenty.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.fivetwenty.config.node.FileLook;
import dev.fivetwenty.config.node.Source;
import dev.fivetwenty.config.node.Surroundings;
import dev.fivetwenty.config.yaml.RulesYaml;
import dev.fivetwenty.rules.SampleRequest;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// In which order rules are asked, what each does to the rest, and what is left of them afterwards.
class DeciderTest {

  private static final long SECOND = 1_000_000_000L;

  private final Decider.Desk desk = new Decider.Desk();

  private static RuleSet rules(String yaml) {
    return RulesYaml.read(
            new Source("rules.yaml", Path.of(""), yaml), new Surroundings(Map.of(), 1, FileLook.NONE))
        .rules();
  }

  private static Decider decider(String yaml) {
    return Decider.of(rules(yaml), new SplittableRandom(1));
  }

  private static SampleRequest request(String path) {
    return SampleRequest.get("http://a.example" + path);
  }

  @Test
  void theFirstRuleThatBlocksDecides() {
    Decider decider =
        decider(
            """
            rules:
              - {id: note, expression: 'true', action: log}
              - {id: first, expression: 'http.request.uri.path eq "/a"', response: {status: 404}}
              - {id: second, expression: 'true'}
              - {id: third, expression: 'true', action: log}
            """);
    Decision a = decider.decide(request("/a"), 0, desk);
    assertThat(a.decidedBy()).isEqualTo("first");
    assertThat(a.answer().status()).isEqualTo(404);
    assertThat(a.retrySeconds()).isZero();
    assertThat(a.notedIds()).isEqualTo("note");
    assertThat(decider.decide(request("/b"), 0, desk).decidedBy()).isEqualTo("second");
    assertThat(decider.tallies().get("first").deniedSoFar()).isOne();
    assertThat(decider.tallies().get("note").notedSoFar()).isEqualTo(2);
    assertThat(decider.tallies().get("third").notedSoFar()).isZero();
  }

  @Test
  void whoIsAllowedIsAskedForNothingElse() {
    Decider decider =
        decider(
            """
            access: {allow: [192.0.2.7], block: [192.0.2.0/24]}
            rules: [{id: all, expression: 'true'}]
            """);
    Decision allowed = decider.decide(request("/").from("192.0.2.7"), 0, desk);
    assertThat(allowed.isDenied()).isFalse();
    assertThat(allowed.decidedBy()).isEqualTo("access:allow");
    assertThat(decider.decide(request("/").from("192.0.2.8"), 0, desk).refusal()).isEqualTo("access-list");
    assertThat(decider.decide(request("/").from("198.51.100.1"), 0, desk).refusal()).isEqualTo("rule");
    assertThat(decider.decide(request("/").from(null), 0, desk).refusal()).isEqualTo("rule");
  }

  @Test
  void aSkipTakesARequestOutOfWhatFollows() {
    Decider decider =
        decider(
            """
            rules:
              - {id: a, expression: 'http.request.uri.path eq "/rules"', action: skip, skip: [rules]}
              - {id: b, expression: 'http.request.uri.path eq "/limits"', action: skip, skip: [limits]}
              - {id: c, expression: 'http.request.uri.path eq "/both"', action: skip}
              - {id: d, expression: 'http.request.uri.path eq "/shadow"', action: skip, mode: shadow}
              - {id: block, expression: 'http.request.uri.path in {"/rules" "/both"}'}
              - id: none
                rate_limit: {characteristics: [], period: 1d, requests_per_period: 1}
            """);
    decider.decide(request("/other"), 0, desk);
    assertThat(decider.decide(request("/rules"), 0, desk).decidedBy()).isEqualTo("none");
    assertThat(decider.decide(request("/limits"), 0, desk).isDenied()).isFalse();
    assertThat(decider.decide(request("/both"), 0, desk).isDenied()).isFalse();
    assertThat(decider.decide(request("/shadow"), 0, desk).decidedBy()).isEqualTo("none");
  }

  @Test
  void shadowCountsAndDecidesAlikeButDeniesNobody() {
    String limit = "rate_limit: {characteristics: [ip.src], period: 10s, requests_per_period: 2, mitigation_timeout: 20s}";
    Decider enforced = decider("rules: [{id: few, " + limit + "}]");
    Decider shadow = decider("rules: [{id: few, mode: shadow, " + limit + "}]");
    var other = new Decider.Desk();
    for (int i = 0; i < 60; i++) {
      boolean denied = enforced.decide(request("/"), i * SECOND, desk).isDenied();
      Decision said = shadow.decide(request("/"), i * SECOND, other);
      assertThat(said.isDenied()).isFalse();
      assertThat(said.notedIds() != null).as("second %d", i).isEqualTo(denied);
    }
    assertThat(shadow.tallies().get("few").notedSoFar()).isEqualTo(enforced.tallies().get("few").deniedSoFar());
  }

  @Test
  void whatIsCountedMayBeSomethingElseThanWhatIsDenied() {
    Decider decider =
        decider(
            """
            rules:
              - id: scans
                expression: http.request.uri.path eq "/shop"
                rate_limit:
                  characteristics: [ip.src]
                  period: 1d
                  requests_per_period: 2
                  counting_expression: http.request.uri.path eq "/probe"
            """);
    assertThat(decider.countsResponses()).isFalse();
    for (int i = 0; i < 5; i++) assertThat(decider.decide(request("/shop"), 0, desk).isDenied()).isFalse();
    for (int i = 0; i < 3; i++) assertThat(decider.decide(request("/probe"), 0, desk).isDenied()).isFalse();
    assertThat(decider.decide(request("/shop"), 0, desk).isDenied()).isTrue();
  }

  @Test
  void repliesCountWhenTheyCome() {
    Decider decider =
        decider(
            """
            rules:
              - id: logins
                rate_limit:
                  characteristics: [ip.src]
                  period: 1d
                  requests_per_period: 1
                  counting_expression: http.response.code eq 401
            """);
    assertThat(decider.countsResponses()).isTrue();
    for (int i = 0; i < 3; i++) {
      assertThat(decider.decide(request("/"), 0, desk).countsResponse()).isTrue();
      decider.responded(request("/").answered(200), 0, desk);
    }
    decider.responded(request("/").answered(401), 0, desk);
    assertThat(decider.decide(request("/"), 0, desk).isDenied()).isFalse();
    decider.responded(request("/").answered(401), 0, desk);
    Decision denied = decider.decide(request("/"), 0, desk);
    assertThat(denied.isDenied()).isTrue();
    assertThat(denied.countsResponse()).isFalse();
  }

  @Test
  void theLimitThatLeavesLeastIsAnnounced() {
    Decider decider =
        decider(
            """
            rules:
              - {id: wide, rate_limit: {characteristics: [], period: 1m, requests_per_period: 100, announce: true}}
              - {id: narrow, rate_limit: {characteristics: [], period: 10s, requests_per_period: 5, announce: true}}
            """);
    Decision decision = decider.decide(request("/"), 0, desk);
    assertThat(decision.isAnnounced()).isTrue();
    assertThat(decision.policyField()).isEqualTo("\"narrow\";q=5;w=10");
    assertThat(decision.limitField()).isEqualTo("\"narrow\";r=4;t=10");
  }

  @Test
  void aLimitThatIsTheSameGoesOnCountingAfterAReload() {
    String kept = "{id: kept, rate_limit: {characteristics: [], period: 1d, requests_per_period: 1}}";
    String changed = "{id: other, expression: ssl, rate_limit: {characteristics: [], period: 1d, requests_per_period: %d}}";
    Decider before = decider("rules: [" + kept + ", " + changed.formatted(1) + "]");
    before.decide(request("/"), 0, desk);
    Decider after =
        Decider.of(rules("rules: [" + changed.formatted(2) + ", " + kept + "]"), new SplittableRandom(2), List.of(before));
    assertThat(after.decide(request("/"), 0, desk).decidedBy()).isEqualTo("kept");
    assertThat(after.counters().get("other")).isNotSameAs(before.counters().get("other"));
  }

  /// A rule and a limit for every request of an edge: nothing may be left for the collector.
  @Test
  void decidesWithoutGarbage() {
    Decider decider =
        decider(
            """
            access: {block: [198.51.100.0/24, "2001:db8::/32"]}
            rules:
              - {id: a, expression: 'http.host eq "other.example" or starts_with(http.request.uri.path, "/admin")'}
              - {id: b, expression: 'lower(http.user_agent) contains "curl" and not ip.src in {10.0.0.0/8 192.168.0.0/16}'}
              - {id: c, expression: 'any(http.request.headers["user-agent"][*] eq "x")'}
              - {id: few, rate_limit: {characteristics: [ip.src, http.host], period: 1d, requests_per_period: 1000000000}}
            """);
    var request = new FixedRequest();
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int rounds = 20_000;
    for (int i = 0; i < rounds; i++) decider.decide(request, i, desk);
    long before = threads.getCurrentThreadAllocatedBytes();
    boolean denied = false;
    for (int i = 0; i < rounds; i++) denied |= decider.decide(request, i, desk).isDenied();
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(denied).isFalse();
    assertThat(allocated).isLessThan(rounds);
  }
}
