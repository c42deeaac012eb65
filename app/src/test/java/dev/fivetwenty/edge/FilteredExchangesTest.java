package dev.fivetwenty.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.config.Filters;
import dev.fivetwenty.config.node.FileLook;
import dev.fivetwenty.config.node.Source;
import dev.fivetwenty.config.node.Surroundings;
import dev.fivetwenty.config.yaml.RulesYaml;
import dev.fivetwenty.edge.TestEdge.Seen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What rules do to exchanges: who is let through, what the others are answered, what is noted.
class FilteredExchangesTest {

  private static Filters rules(String yaml) {
    return RulesYaml.read(
        new Source("rules.yaml", Path.of(""), yaml), new Surroundings(Map.of(), 1, FileLook.NONE));
  }

  @Test
  void aDeniedRequestIsAnsweredByTheEdgeAndNeverReachesTheOrigin() throws Exception {
    Filters filters = rules("rules: [{id: admin, expression: 'http.request.uri.path eq \"/admin\"'}]");
    try (var origin = new StrictOrigin();
        TestEdge edge = TestEdge.filtering(filters, List.of(), origin.port());
        var caller = new Caller(edge.address())) {
      Reply denied = caller.ask("GET", "a.example", "/x/../%61dmin", "Accept: text/plain");
      Reply passed = caller.get("a.example", "/public");

      assertThat(denied.status()).isEqualTo(403);
      assertThat(denied.field("Proxy-Status")).hasValue("fivetwenty; error=http_request_denied");
      assertThat(denied.field("Ray-Id")).isPresent();
      assertThat(denied.isWhole()).isTrue();
      assertThat(passed.status()).isEqualTo(200);
      assertThat(origin.received()).hasSize(1);
      Seen seen = edge.seen(s -> s.status() == 403);
      assertThat(seen.ruleId()).isEqualTo("admin");
      assertThat(seen.refusal()).isEqualTo("rule");
    }
  }

  @Test
  void aRuleInShadowModeOnlySaysWhatItWouldHaveDone() throws Exception {
    Filters filters =
        rules(
            """
            rules:
              - {id: all, expression: 'true', mode: shadow}
              - {id: gets, expression: 'http.request.method eq "GET"', action: log}
              - id: few
                mode: shadow
                rate_limit: {characteristics: [], period: 1d, requests_per_period: 1, announce: true}
            """);
    try (var origin = new StrictOrigin();
        TestEdge edge = TestEdge.filtering(filters, List.of(), origin.port());
        var caller = new Caller(edge.address())) {
      Reply first = caller.get("a.example", "/1");
      assertThat(first.status()).isEqualTo(200);
      assertThat(first.field("RateLimit")).isEmpty();
      assertThat(caller.get("a.example", "/2").status()).isEqualTo(200);

      assertThat(edge.seen(s -> s.target().equals("/1")).notedRules()).isEqualTo("all gets");
      Seen second = edge.seen(s -> s.target().equals("/2"));
      assertThat(second.notedRules()).isEqualTo("all gets few");
      assertThat(second.ruleId()).isNull();
    }
  }

  @Test
  void whoAsksTooOftenIsToldWhenToComeAgain() throws Exception {
    Filters filters =
        rules(
            """
            rules:
              - id: few
                rate_limit: {characteristics: [ip.src], period: 1d, requests_per_period: 2, announce: true}
            """);
    try (var origin = new StrictOrigin();
        TestEdge edge = TestEdge.filtering(filters, List.of(), origin.port());
        var caller = new Caller(edge.address())) {
      Reply first = caller.get("a.example", "/");
      caller.get("a.example", "/");
      Reply third = caller.get("a.example", "/");
      Reply other = caller.ask("GET", "a.example", "/", "X-Forwarded-For: 203.0.113.9");

      assertThat(first.field("RateLimit-Policy")).hasValue("\"few\";q=2;w=86400");
      assertThat(first.field("RateLimit")).hasValue("\"few\";r=1;t=86400");
      assertThat(third.status()).isEqualTo(429);
      assertThat(third.field("Retry-After").map(Integer::parseInt)).hasValueSatisfying(
          seconds -> assertThat(seconds).isBetween(86_000, 86_400));
      assertThat(third.field("RateLimit").orElseThrow()).startsWith("\"few\";r=0;t=");
      assertThat(other.status()).isEqualTo(200);
      assertThat(edge.seen(s -> s.status() == 429).refusal()).isEqualTo("rate-limit");
    }
  }

  @Test
  void anOwnAnswerTakesThePlaceOfThePage() throws Exception {
    Filters filters =
        rules("rules: [{id: tea, expression: 'true', response: {status: 418, content: short and stout}}]");
    try (var origin = new StrictOrigin();
        TestEdge edge = TestEdge.filtering(filters, List.of(), origin.port());
        var caller = new Caller(edge.address())) {
      Reply reply = caller.get("a.example", "/");
      assertThat(reply.status()).isEqualTo(418);
      assertThat(reply.text()).contains("short and stout");
      assertThat(reply.field("Content-Type")).hasValue("text/plain; charset=utf-8");
      assertThat(reply.field("Proxy-Status")).hasValue("fivetwenty; error=http_request_denied");
    }
  }

  @Test
  void theClientIsFoundFromRightToLeftPastTrustedProxies() throws Exception {
    Filters filters = rules("access: {block: [203.0.113.0/24], allow: [203.0.113.7]}");
    try (var origin = new StrictOrigin();
        TestEdge edge = TestEdge.filtering(filters, List.of(), origin.port());
        var caller = new Caller(edge.address())) {
      assertThat(status(caller, "X-Forwarded-For: 203.0.113.1")).isEqualTo(403);
      assertThat(status(caller, "X-Forwarded-For: 203.0.113.7")).isEqualTo(200);
      assertThat(status(caller, "X-Forwarded-For: 203.0.113.1, 10.1.2.3, 127.0.0.1")).isEqualTo(403);
      assertThat(status(caller, "X-Forwarded-For: 203.0.113.1", "X-Forwarded-For: 10.1.2.3")).isEqualTo(403);
      // What an untrusted client wrote on the left is not believed.
      assertThat(status(caller, "X-Forwarded-For: 203.0.113.1, 198.51.100.1")).isEqualTo(200);
      assertThat(status(caller, "X-Forwarded-For: 203.0.113.1, nonsense, 10.1.2.3")).isEqualTo(200);
      assertThat(status(caller, "X-Forwarded-For: ::ffff:203.0.113.1")).isEqualTo(403);
      assertThat(status(caller, "CF-Connecting-IP: 203.0.113.2", "X-Forwarded-For: 198.51.100.1")).isEqualTo(403);
      assertThat(edge.seen(s -> s.status() == 403).ruleId()).isEqualTo("access:block");
    }
  }

  private static int status(Caller caller, String... fields) throws IOException {
    return caller.ask("GET", "a.example", "/", fields).status();
  }

  @Test
  void repliesAreCountedAndTheRulesOfARouteComeLast() throws Exception {
    Filters filters = rules("rules: [{id: first, expression: 'http.request.uri.path eq \"/ok\"', action: skip, skip: [limits]}]");
    Filters ofRoute =
        rules(
            """
            rules:
              - id: logins
                expression: http.request.uri.path in {"/login" "/ok"}
                rate_limit:
                  characteristics: [http.request.uri.path]
                  period: 1d
                  requests_per_period: 1
                  counting_expression: http.response.code eq 200 and http.request.uri.path eq "/login"
                  mitigation_timeout: 1h
            """);
    try (var origin = new StrictOrigin();
        TestEdge edge = TestEdge.filtering(filters, ofRoute.rules().rules(), origin.port());
        var caller = new Caller(edge.address())) {
      assertThat(caller.get("a.example", "/login").status()).isEqualTo(200);
      assertThat(caller.get("a.example", "/login").status()).isEqualTo(200);
      Reply denied = caller.get("a.example", "/login");
      assertThat(denied.status()).isEqualTo(429);
      assertThat(denied.field("Retry-After").map(Integer::parseInt)).hasValueSatisfying(
          seconds -> assertThat(seconds).isBetween(3000, 3600));
      assertThat(caller.get("a.example", "/ok").status()).isEqualTo(200);
      assertThat(edge.seen(s -> s.status() == 429).ruleId()).isEqualTo("logins");
    }
  }

  /// 64 clients at once, on connections that all event loops share.
  @Test
  void aLimitIsExactWhoeverAsksAtTheSameTime() throws Exception {
    Filters filters =
        rules("rules: [{id: few, rate_limit: {characteristics: [http.host], period: 1d, requests_per_period: 100}}]");
    try (var origin = new StrictOrigin();
        TestEdge edge = TestEdge.filtering(filters, List.of(), origin.port())) {
      var statuses = new ConcurrentLinkedQueue<Integer>();
      List<Thread> clients =
          IntStream.range(0, 64).mapToObj(_ -> Thread.ofVirtual().start(() -> ask(edge, statuses))).toList();
      for (Thread client : clients) client.join();

      assertThat(statuses).hasSize(64 * 4);
      assertThat(statuses.stream().filter(status -> status == 200)).hasSize(100);
      assertThat(statuses.stream().filter(status -> status == 429)).hasSize(64 * 4 - 100);
    }
  }

  private static void ask(TestEdge edge, ConcurrentLinkedQueue<Integer> statuses) {
    try (var caller = new Caller(edge.address())) {
      for (int i = 0; i < 4; i++) statuses.add(caller.get("a.example", "/").status());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
