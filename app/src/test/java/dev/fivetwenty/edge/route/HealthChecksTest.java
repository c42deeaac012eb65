package dev.fivetwenty.edge.route;

import static dev.fivetwenty.edge.route.RoutedEdge.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.origin.SilentPort;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Origins that are asked whether they are there.
class HealthChecksTest {

  private static final String ROUTE =
      """
      - origins: ["%s", "%s"]
        health_check: {path: /health, every: 1s, timeout: 1s, healthy_after: 2, unhealthy_after: 2}
      """;

  @Test
  void anOriginWhoseChecksFailIsLeftOutUntilTheyPass() throws Exception {
    try (var one = new NamedOrigin("one");
        var two = new NamedOrigin("two");
        RoutedEdge edge = RoutedEdge.with(2, ROUTE.formatted(one.url(), two.url()));
        Visitor visitor = edge.visitor()) {
      await(() -> "checks of both", () -> one.checks() > 0 && two.checks() > 0);
      assertThat(edge.edge().originsUp()).containsOnly(Map.entry(one.url(), true), Map.entry(two.url(), true));

      two.health(503);
      await(edge.notices()::toString, () -> !edge.notices().isEmpty());

      assertThat(edge.notices()).containsExactly(
          two.url() + " is left out: /health failed 2 times in a row; the last check answered 503");
      assertThat(edge.edge().originsUp()).containsOnly(Map.entry(one.url(), true), Map.entry(two.url(), false));
      for (int i = 0; i < 10; i++) assertThat(visitor.get("/").body()).isEqualTo("one");
      assertThat(edge.edge().routesWithoutOrigin()).isEmpty();

      two.health(204);
      await(edge.notices()::toString, () -> edge.notices().size() == 2);

      assertThat(edge.notices())
          .contains(two.url() + " is used again: /health passed 2 times in a row");
      assertThat(visitor.get("/").body() + visitor.get("/").body()).contains("one", "two");
    }
  }

  @Test
  void withoutAnyOriginTheAnswerIs503() throws Exception {
    try (var one = new NamedOrigin("one");
        var two = new NamedOrigin("two");
        RoutedEdge edge = RoutedEdge.with(1, ROUTE.formatted(one.url(), two.url()));
        Visitor visitor = edge.visitor()) {
      one.health(500);
      two.health(500);
      await(edge.notices()::toString, () -> edge.notices().size() == 2);

      assertThat(edge.edge().routesWithoutOrigin()).containsExactly("*/");
      Visitor.Reply reply = visitor.get("/");
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.head()).contains("error=destination_unavailable").contains("Retry-After: ");
      assertThat(one.requests() + two.requests()).isZero();

      one.health(200);
      await(edge.notices()::toString, () -> edge.notices().size() == 3);
      assertThat(edge.edge().routesWithoutOrigin()).isEmpty();
      assertThat(visitor.get("/").body()).isEqualTo("one");
    }
  }

  @Test
  void anOriginThatCannotBeReachedOrDoesNotAnswerIsLeftOut() throws Exception {
    try (var nobody = new SilentPort("127.0.0.1");
        var silent = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        RoutedEdge edge =
            RoutedEdge.with(
                1,
                ROUTE.replace("1s", "400ms").formatted(
                    "http://127.0.0.1:" + nobody.port(), "http://127.0.0.1:" + silent.getLocalPort()))) {
      await(edge.notices()::toString, () -> edge.notices().size() == 2);

      assertThat(edge.notices())
          .anyMatch(n -> n.endsWith(nobody.port() + " is left out: /health failed 2 times in a row;"
              + " the last check failed with tcp-refused"))
          .anyMatch(n -> n.endsWith(silent.getLocalPort() + " is left out: /health failed 2 times"
              + " in a row; the last check gave no whole reply within 400 ms"));
    }
  }

  @Test
  void anOriginIsUsedBeforeItsFirstCheckHasEnded() throws Exception {
    String slow = "- origins: [\"%s\"]\n  health_check: {path: /held, every: 1h, timeout: 1h}\n";
    try (var one = new NamedOrigin("one");
        RoutedEdge edge = RoutedEdge.with(1, slow.formatted(one.url()));
        Visitor visitor = edge.visitor()) {
      await(() -> "a check", () -> one.held() == 1);

      assertThat(visitor.get("/").body()).isEqualTo("one");
      assertThat(edge.edge().routesWithoutOrigin()).isEmpty();
    }
  }

  @Test
  void aCheckThatIsGoneFromTheConfigurationIsMadeNoMore() throws Exception {
    try (var one = new NamedOrigin("one");
        var two = new NamedOrigin("two");
        RoutedEdge edge = RoutedEdge.with(1, ROUTE.formatted(one.url(), two.url()));
        Visitor visitor = edge.visitor()) {
      two.health(500);
      await(edge.notices()::toString, () -> edge.notices().size() == 1);
      edge.reload(1, ROUTE.formatted(one.url(), two.url()));
      for (int i = 0; i < 10; i++) assertThat(visitor.get("/").body()).isEqualTo("one");

      edge.reload(1, "- origins: [\"%s\", \"%s\"]".formatted(one.url(), two.url()));
      assertThat(visitor.get("/").body() + visitor.get("/").body()).contains("one", "two");
    }
  }
}
