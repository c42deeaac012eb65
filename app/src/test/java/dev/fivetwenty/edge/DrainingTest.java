package dev.fivetwenty.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// An edge that is to stop while clients are connected.
@Timeout(120)
class DrainingTest {

  @Test
  void itIsAtRestWhenThoseThatAreLeftHaveBeenClosed() throws Exception {
    try (var origin = new StrictOrigin(); TestEdge edge = TestEdge.to(origin.port())) {
      List<Caller> callers = new ArrayList<>();
      for (int i = 0; i < 12; i++) callers.add(ask(new Caller(edge.address())));
      // The first ones, some from the middle, and the last ones leave in an order of their own.
      for (int leaving : List.of(5, 0, 9, 8, 6, 0)) leave(callers.remove(leaving));

      var drained = CompletableFuture.supplyAsync(() -> edge.drain(Duration.ofDays(1)));
      assertThat(drained.get(60, TimeUnit.SECONDS)).isTrue();
      for (Caller caller : callers) {
        assertThat(caller.rest()).isEmpty();
        caller.close();
      }
    }
  }

  private static Caller ask(Caller caller) throws Exception {
    assertThat(caller.get("a.example", "/.edge/trace").status()).isEqualTo(200);
    return caller;
  }

  private static void leave(Caller caller) throws Exception {
    assertThat(caller.ask("GET", "a.example", "/.edge/trace", "Connection: close").isWhole()).isTrue();
    assertThat(caller.rest()).isEmpty();
    caller.close();
  }
}
