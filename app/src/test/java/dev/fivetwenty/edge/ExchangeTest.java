package dev.fivetwenty.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.lab.Lab;
import dev.fivetwenty.lab.LabOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The two outcomes of an exchange in their simplest form.
class ExchangeTest {

  @Test
  void aGoodReplyPasses() throws Exception {
    try (Lab lab = Lab.open(LabOptions.ANYWHERE);
        TestEdge edge = TestEdge.to(lab.addresses().http().getPort());
        var caller = new Caller(edge.address())) {
      Reply reply = caller.get("shop.example", "/ok");

      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.isWhole()).isTrue();
      assertThat(edge.seen(s -> s.target().equals("/ok")).cause()).isEmpty();
    }
  }

  @Test
  void whoWasNamedBeforeUsIsNamedOnce() throws Exception {
    try (var origin = new StrictOrigin();
        TestEdge edge = TestEdge.to(origin.port());
        var caller = new Caller(edge.address())) {
      caller.ask("GET", "a.example", "/", "X-Forwarded-For:");
      caller.ask(
          "GET", "a.example", "/", "X-Forwarded-For: ", "X-Forwarded-For: 203.0.113.7",
          "X-Forwarded-For:", "X-Forwarded-For: 203.0.113.8");

      assertThat(origin.received())
          .map(request -> request.values("X-Forwarded-For"))
          .containsExactly(List.of("127.0.0.1"), List.of("203.0.113.7, 203.0.113.8, 127.0.0.1"));
    }
  }

  @Test
  void anEmptyReplyBecomesA520() throws Exception {
    try (Lab lab = Lab.open(LabOptions.ANYWHERE);
        TestEdge edge = TestEdge.to(lab.addresses().http().getPort());
        var caller = new Caller(edge.address())) {
      Reply reply = caller.get("shop.example", "/resp-empty-fin");

      assertThat(reply.status()).isEqualTo(520);
      assertThat(reply.isWhole()).isTrue();
      assertThat(edge.seen(s -> s.target().equals("/resp-empty-fin")).cause())
          .hasValue("resp-empty-fin");
    }
  }
}
