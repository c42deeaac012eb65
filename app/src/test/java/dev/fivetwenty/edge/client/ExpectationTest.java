package dev.fivetwenty.edge.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.config.ClientTimeouts;
import dev.fivetwenty.edge.Caller;
import dev.fivetwenty.edge.Reply;
import dev.fivetwenty.edge.TestEdge;
import dev.fivetwenty.origin.NoLeaks;
import dev.fivetwenty.origin.RawOrigin;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Timeouts;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whose silence it is when content stays away, RFC 9110 §10.1.1: the origin's while it is asked whether it wants
/// it, else the client's.
@ExtendWith(NoLeaks.class)
class ExpectationTest {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int RETRIES = 100;

  private static TestEdge edge(Duration content, Duration reply, RawOrigin origin) {
    var client = new ClientTimeouts(LONG, content, LONG, LONG);
    var timeouts = new Timeouts(LONG, LONG, LONG, LONG, LONG, reply, LONG, LONG);
    return TestEdge.waiting(client, Profile.CLASSIC.withTimeouts(timeouts), origin.port());
  }

  private static Reply post(TestEdge edge, String version, String field, String content) throws IOException {
    try (var caller = new Caller(edge.address())) {
      caller.send(
          "POST /form HTTP/%s\r\nHost: a.example\r\n%s\r\nContent-Length: 3\r\n\r\n%s"
              .formatted(version, field, content));
      return caller.read("POST");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1.1, Expect: 100-continue, '', 524, time-first-byte, ",
    "1.1, expect: 100-CONTINUE, '', 524, time-first-byte, ",
    "1.1, Expect: 100-continue, x,  408,                , client-timeout",
    "1.0, Expect: 100-continue, '', 408,                , client-timeout",
    "1.1, X: 100-continue,      '', 408,                , client-timeout",
  })
  void anOriginThatIsAskedForLeaveOwesAnAnswer(
      String version, String field, String content, int status, String cause, String refusal) throws Exception {
    try (var origin = RawOrigin.doing(RawOrigin.Peer::hold);
        TestEdge edge = edge(Duration.ofMillis(200), Duration.ofMillis(600), origin)) {
      assertThat(post(edge, version, field, content).status()).isEqualTo(status);
      TestEdge.Seen seen = edge.seen(_ -> true);
      assertThat(seen.cause().orElse(null)).isEqualTo(cause);
      assertThat(seen.refusal()).isEqualTo(refusal);
    }
  }

  /// However long the client then takes within its own limit. On a machine that is slow, leave may come too late.
  @Test
  void anOriginThatGaveLeaveOwesNothingUntilItHasAll() throws Exception {
    try (var origin = RawOrigin.doing(ExpectationTest::giveLeave);
        TestEdge edge = edge(Duration.ofMillis(900), Duration.ofMillis(300), origin)) {
      Reply reply = post(edge, "1.1", "Expect: 100-continue", "");
      for (int i = 0; reply.interims().isEmpty() && i < RETRIES; i++) {
        reply = post(edge, "1.1", "Expect: 100-continue", "");
      }
      assertThat(reply.interims()).containsExactly(100);
      assertThat(reply.status()).isEqualTo(408);
    }
  }

  private static void giveLeave(RawOrigin.Peer peer) throws IOException {
    peer.readHead();
    peer.write("HTTP/1.1 100 Continue\r\n\r\n");
    peer.awaitClose();
  }
}
