package dev.fivetwenty.edge.route;

import static dev.fivetwenty.edge.route.RoutedEdge.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Origins that sit out because their replies failed, seen by who asks through the edge.
class EjectionTest {

  private static final String ROUTE =
      """
      - origins: ["%s", "%s"]
        ejection: {consecutive_failures: 3, for: %s}
        slow_return: %s
      """;
  private static final String BROKEN = "HTTP/1.1 fine\r\n\r\n";

  @Test
  void anOriginWhoseRepliesFailSitsOutAndComesBack() throws Exception {
    try (var good = new NamedOrigin("good");
        var bad = new NamedOrigin("bad");
        RoutedEdge edge = RoutedEdge.with(1, ROUTE.formatted(good.url(), bad.url(), "5s", "0s"));
        Visitor visitor = edge.visitor()) {
      bad.answer(BROKEN);
      var failures = new AtomicInteger();
      for (int i = 0; i < 20; i++) {
        if (visitor.get("/").status() == 520) failures.incrementAndGet();
      }
      // By turn: each second request, until the third failure in a row.
      assertThat(failures).hasValue(3);
      assertThat(edge.edge().originsUp()).containsEntry(bad.url(), false).containsEntry(good.url(), true);

      bad.answer(null);
      await(() -> "the origin back", () -> isAnsweredBy("bad", visitor));
      assertThat(edge.edge().originsUp()).containsEntry(bad.url(), true);
    }
  }

  @Test
  void theLastOriginDoesNotSitOut() throws Exception {
    try (var one = new NamedOrigin("one");
        var two = new NamedOrigin("two");
        RoutedEdge edge = RoutedEdge.with(1, ROUTE.formatted(one.url(), two.url(), "1h", "0s"));
        Visitor visitor = edge.visitor()) {
      one.answer(BROKEN);
      two.answer(BROKEN);
      for (int i = 0; i < 20; i++) assertThat(visitor.get("/").status()).isEqualTo(520);

      assertThat(edge.edge().routesWithoutOrigin()).isEmpty();
      assertThat(edge.edge().originsUp()).containsValue(true).containsValue(false);
    }
  }

  /// Right behind its return it gets a small part of the requests.
  @Test
  void anOriginThatComesBackTakesUpItsShareSlowly() throws Exception {
    try (var good = new NamedOrigin("good");
        var bad = new NamedOrigin("bad");
        RoutedEdge edge = RoutedEdge.with(1, ROUTE.formatted(good.url(), bad.url(), "300ms", "10m"));
        Visitor visitor = edge.visitor()) {
      bad.answer(BROKEN);
      for (int i = 0; i < 10; i++) visitor.get("/");
      bad.answer(null);
      await(() -> "the origin up", () -> edge.edge().originsUp().get(bad.url()));

      int byBad = 0;
      for (int i = 0; i < 200; i++) if (isAnsweredBy("bad", visitor)) byBad++;
      assertThat(byBad).isLessThan(40);
    }
  }

  private static boolean isAnsweredBy(String name, Visitor visitor) {
    try {
      return visitor.get("/").body().equals(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
