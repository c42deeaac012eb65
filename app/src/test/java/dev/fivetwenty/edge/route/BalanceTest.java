package dev.fivetwenty.edge.route;

import static dev.fivetwenty.edge.route.RoutedEdge.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// How the exchanges of several event loops are spread over origins.
class BalanceTest {

  private static final String ROUTE =
      """
      - origins: ["%s", "%s"]
        balance: %s
      """;

  @Test
  void theOneWithTheFewestExchangesUnderWayIsNext() throws Exception {
    try (var one = new NamedOrigin("one");
        var two = new NamedOrigin("two");
        RoutedEdge edge =
            RoutedEdge.with(2, ROUTE.formatted(one.url(), two.url(), "least_outstanding"))) {
      var visitors = new ArrayList<Visitor>();
      for (int i = 1; i <= 10; i++) {
        Visitor visitor = edge.visitor();
        visitors.add(visitor);
        visitor.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n");
        int so = i;
        await(() -> "request " + so, () -> one.held() + two.held() == so);
      }
      assertThat(List.of(one.held(), two.held())).containsExactly(5, 5);

      one.release();
      await(() -> "five answers", () -> one.held() == 0);
      for (int i = 0; i < 10; i++) {
        try (Visitor another = edge.visitor()) {
          assertThat(another.get("/").body()).isEqualTo("one");
        }
      }
      two.release();
      for (Visitor visitor : visitors) {
        assertThat(visitor.read().status()).isEqualTo(200);
        visitor.close();
      }
    }
  }

  @Test
  void aClientStaysAtItsOrigin() throws Exception {
    try (var one = new NamedOrigin("one");
        var two = new NamedOrigin("two");
        RoutedEdge edge =
            RoutedEdge.with(2, ROUTE.formatted(one.url(), two.url(), "client_hash"))) {
      Map<String, String> homes = new HashMap<>();
      for (int round = 0; round < 3; round++) {
        for (int i = 1; i <= 20; i++) {
          String address = "127.0.0." + i;
          try (Visitor visitor = Visitor.at(edge.address(), address)) {
            String origin = visitor.get("/").body();
            assertThat(homes.computeIfAbsent(address, a -> origin)).as(address).isEqualTo(origin);
          }
        }
      }
      assertThat(homes).containsValues("one", "two");
    }
  }

  @Test
  void theClientIsWhomATrustedPeerNames() throws Exception {
    try (var one = new NamedOrigin("one");
        var two = new NamedOrigin("two");
        RoutedEdge edge =
            RoutedEdge.with(
                1,
                ROUTE.formatted(one.url(), two.url(), "client_hash"),
                "trusted_proxies: [127.0.0.9/32]")) {
      for (String field : List.of("CF-Connecting-IP: %s", "X-Forwarded-For: 10.9.9.9, %s")) {
        assertThat(homes(edge, "127.0.0.9", field)).containsValues("one", "two");
        assertThat(Map.copyOf(homes(edge, "127.0.0.1", field)).values().stream().distinct())
            .hasSize(1);
      }
    }
  }

  private static Map<String, String> homes(RoutedEdge edge, String peer, String field)
      throws Exception {
    var homes = new HashMap<String, String>();
    try (Visitor visitor = Visitor.at(edge.address(), peer)) {
      for (int i = 0; i < 40; i++) {
        String client = "192.0.2." + i % 20;
        visitor.send(
            "GET / HTTP/1.1\r\nHost: a\r\n" + field.formatted(client) + "\r\n\r\n");
        String origin = visitor.read().body();
        assertThat(homes.computeIfAbsent(client, c -> origin)).as(client).isEqualTo(origin);
      }
    }
    return homes;
  }
}
