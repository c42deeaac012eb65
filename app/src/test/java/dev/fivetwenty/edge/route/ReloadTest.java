package dev.fivetwenty.edge.route;

import static dev.fivetwenty.edge.route.RoutedEdge.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.recorder.ConnectionState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// A reload is seen by nobody whose configuration stays the same.
class ReloadTest {

  private static final int VISITORS = 8;
  private static final String ONE = "- origins: [\"%s\"]";
  private static final String OTHER =
      """
      - host: other.example
        origins: ["%s"]
      - origins: ["%s"]
        retry_non_idempotent: true
        slow_return: 1s
      """;

  @Test
  void underLoadNoExchangeIsLostAndConnectionsAreKept() throws Exception {
    try (var origin = new NamedOrigin("one");
        var other = new NamedOrigin("other");
        RoutedEdge edge = RoutedEdge.with(2, ONE.formatted(origin.url()))) {
      var stop = new AtomicBoolean();
      var answered = new AtomicInteger();
      Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
      List<Thread> load = new ArrayList<>();
      for (int i = 0; i < VISITORS; i++) {
        load.add(Thread.ofVirtual().start(() -> visit(edge, stop, answered, failures)));
      }
      await(() -> "load", () -> answered.get() > 10 * VISITORS);
      for (int i = 0; i < 20; i++) {
        int before = answered.get();
        edge.reload(2, i % 2 == 0 ? OTHER.formatted(other.url(), origin.url()) : ONE.formatted(origin.url()));
        await(() -> "answers " + failures, () -> answered.get() > before + VISITORS || !failures.isEmpty());
      }
      stop.set(true);
      for (Thread thread : load) thread.join();

      assertThat(failures).isEmpty();
      assertThat(origin.requests()).isEqualTo(answered.get());
      // As many as were ever needed at once, however often the configuration was loaded.
      assertThat(origin.connections()).isLessThanOrEqualTo(VISITORS);
    }
  }

  private static void visit(
      RoutedEdge edge, AtomicBoolean stop, AtomicInteger answered, Queue<Throwable> failures) {
    try (Visitor visitor = edge.visitor()) {
      while (!stop.get()) {
        assertThat(visitor.get("/").body()).isEqualTo("one");
        answered.incrementAndGet();
      }
    } catch (IOException | AssertionError e) {
      failures.add(e);
    }
  }

  @Test
  void idleConnectionsToAnOriginThatIsGoneAreClosed() throws Exception {
    try (var one = new NamedOrigin("one");
        var two = new NamedOrigin("two");
        RoutedEdge edge = RoutedEdge.with(1, ONE.formatted(one.url()));
        Visitor visitor = edge.visitor()) {
      assertThat(visitor.get("/").body()).isEqualTo("one");
      await(() -> "an idle connection", () -> edge.originConnections(ConnectionState.IDLE) == 1);

      edge.reload(1, ONE.formatted(two.url()));

      await(() -> "none", () -> edge.originConnections(ConnectionState.IDLE) == 0);
      assertThat(visitor.get("/").body()).isEqualTo("two");
    }
  }

  @Test
  void anExchangeUnderWayEndsAtTheOriginThatIsGone() throws Exception {
    try (var one = new NamedOrigin("one");
        var two = new NamedOrigin("two");
        RoutedEdge edge = RoutedEdge.with(1, ONE.formatted(one.url()));
        Visitor visitor = edge.visitor()) {
      visitor.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n");
      await(() -> "request", () -> one.held() == 1);
      edge.reload(1, ONE.formatted(two.url()));
      one.release();

      assertThat(visitor.read().body()).isEqualTo("one");
      // It is put down and closed one after the other, so both are waited for.
      await(
          () -> "none",
          () ->
              edge.originConnections(ConnectionState.ACTIVE) == 0
                  && edge.originConnections(ConnectionState.IDLE) == 0);
      assertThat(visitor.get("/").body()).isEqualTo("two");
    }
  }
}
