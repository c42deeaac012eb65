package dev.fivetwenty.edge.route;

import static dev.fivetwenty.edge.route.RoutedEdge.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.recorder.ConnectionState;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Every connection to an origin is counted in the state that it is in, and in no other.
class OriginConnectionsTest {

  private static final String ROUTE = "- origins: [\"%s\"]";

  @Test
  void aConnectionIsActiveThenIdleThenGone() throws Exception {
    try (var origin = new NamedOrigin("one");
        RoutedEdge edge = RoutedEdge.with(1, ROUTE.formatted(origin.url()));
        Visitor visitor = edge.visitor()) {
      visitor.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n");
      await(() -> "request at the origin", () -> origin.held() == 1);
      expect(edge, Map.of(ConnectionState.ACTIVE, 1L));

      origin.release();
      assertThat(visitor.read().body()).isEqualTo("one");
      expect(edge, Map.of(ConnectionState.IDLE, 1L));

      assertThat(visitor.get("/again").body()).isEqualTo("one");
      expect(edge, Map.of(ConnectionState.IDLE, 1L));
      assertThat(origin.connections()).isEqualTo(1);

      origin.closeConnections();
      expect(edge, Map.of());
    }
  }

  @Test
  void aConnectionOfAClientThatLeavesIsGone() throws Exception {
    try (var origin = new NamedOrigin("one");
        RoutedEdge edge = RoutedEdge.with(1, ROUTE.formatted(origin.url()));
        Visitor visitor = edge.visitor()) {
      visitor.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n");
      await(() -> "request at the origin", () -> origin.held() == 1);
      visitor.reset();
      expect(edge, Map.of());
    }
  }

  @Test
  void aTunnelIsCountedAsOne() throws Exception {
    try (var origin = new NamedOrigin("one");
        RoutedEdge edge = RoutedEdge.with(1, ROUTE.formatted(origin.url()))) {
      try (Visitor visitor = edge.visitor()) {
        visitor.send("GET /upgrade HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n");
        assertThat(visitor.read().status()).isEqualTo(101);
        expect(edge, Map.of(ConnectionState.TUNNEL, 1L));
      }
      expect(edge, Map.of());
    }
  }

  @Test
  void aHandshakeThatDoesNotEndIsOpening() throws Exception {
    try (var silent = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        RoutedEdge edge =
            RoutedEdge.with(1, ROUTE.formatted("https://127.0.0.1:" + silent.getLocalPort()));
        Visitor visitor = edge.visitor()) {
      visitor.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      expect(edge, Map.of(ConnectionState.OPENING, 1L));
      visitor.reset();
      expect(edge, Map.of());
    }
  }

  private static void expect(RoutedEdge edge, Map<ConnectionState, Long> wanted) {
    await(
        () -> "wanted " + wanted + " but there is " + counted(edge),
        () -> counted(edge).equals(wanted));
  }

  private static Map<ConnectionState, Long> counted(RoutedEdge edge) {
    var counted = new EnumMap<ConnectionState, Long>(ConnectionState.class);
    Arrays.stream(ConnectionState.values())
        .filter(state -> edge.originConnections(state) != 0)
        .forEach(state -> counted.put(state, edge.originConnections(state)));
    return counted;
  }
}
