package dev.fivetwenty.edge.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.config.ClientTimeouts;
import dev.fivetwenty.edge.Caller;
import dev.fivetwenty.edge.TestEdge;
import dev.fivetwenty.origin.NoLeaks;
import dev.fivetwenty.wire.Profile;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is known of requests that the edge refuses, for whoever reads the log.
@ExtendWith(NoLeaks.class)
class RefusedRequestsTest {

  private static final int NOBODY = 9;

  /// `~` stands for a field of 9000 bytes.
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock =
      """
      CONNECT a.example:443 HTTP/1.1\\Host: a.example:443 | 405 | connect | a.example:443 | HTTP/1.1
      GET /here HTTP/1.1\\Host: b.example                 | 404 | no-route | /here | HTTP/1.1
      GET /here HTTP/1.0\\Host: a.example\\~              | 431 | limit-header-section | /here | HTTP/1.0
      GET /here HTTP/1.1\\Host : a.example                | 400 | hdr-space-before-colon | /here | HTTP/1.1
      GET /here HTTP/3.0\\Host: a.example                 | 505 | req-version | /here | ""
      GET /no place HTTP/1.1\\Host: a.example             | 400 | req-line-malformed | /no | ""
      GET                                                 | 400 | req-line-malformed | "" | ""
      """)
  void theyAreToldApart(String head, int status, String refusal, String target, String protocol) throws Exception {
    var route = TestEdge.route("a.example", TestEdge.server(NOBODY));
    try (TestEdge edge = TestEdge.routing(Profile.CLASSIC, List.of(route));
        var caller = new Caller(edge.address())) {
      String field = "X: " + "x".repeat(9000);
      caller.send(head.replace("~", field).replace("\\", "\r\n") + "\r\n\r\n");
      assertThat(caller.read("GET").status()).isEqualTo(status);
      TestEdge.Seen seen = edge.seen(_ -> true);
      assertThat(seen.refusal()).isEqualTo(refusal);
      assertThat(seen.target()).isEqualTo(target);
      assertThat(seen.protocol()).isEqualTo(protocol);
    }
  }

  /// The first request of a connection or a later one.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoSendsOnBehindOneIsNotReset(boolean first) throws Exception {
    try (TestEdge edge = TestEdge.with(Profile.CLASSIC, NOBODY); var caller = new Caller(edge.address())) {
      if (!first) assertThat(caller.get("a.example", "/.edge/trace").status()).isEqualTo(200);
      assertThat(caller.send("no request\r\n\r\n").read("GET").status()).isEqualTo(400);
      caller.send("and more").send("and more");
      assertThat(caller.rest()).isEmpty();
    }
  }

  @Test
  @Timeout(60)
  void theTimeOfAHeadThatCameSlowlyCounts() throws Exception {
    var patience = Duration.ofMillis(500);
    var timeouts = new ClientTimeouts(patience, patience, Duration.ofMinutes(1), Duration.ofMinutes(1));
    try (TestEdge edge = TestEdge.waiting(timeouts, Profile.CLASSIC, NOBODY);
        Caller caller = answered(edge)) {
      caller.send("GET /slow HTTP/1.1\r\n");
      assertThat(caller.read("GET").status()).isEqualTo(408);
      TestEdge.Seen slow = edge.seen(seen -> seen.target().equals("/slow"));
      assertThat(slow.nanos()).isGreaterThan(patience.toNanos());
      assertThat(slow.protocol()).isEqualTo("HTTP/1.1");
    }
  }

  /// The time for the first head begins with the connection, that for the next one with its first byte.
  private static Caller answered(TestEdge edge) throws IOException {
    var caller = new Caller(edge.address());
    while (caller.get("a.example", "/.edge/trace").status() != 200) {
      caller.close();
      caller = new Caller(edge.address());
    }
    return caller;
  }
}
