package dev.fivetwenty.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Timer;
import dev.fivetwenty.origin.socket.HadTransports;
import dev.fivetwenty.origin.socket.TransportChoice;
import dev.fivetwenty.wire.Ending;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The transport that is there by option only makes a sound attempt, too, and sees an origin leave
/// as epoll does.
@ExtendWith(NoLeaks.class)
class IoUringTest {

  private static final String REPLY = "HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length: 0\r\n\r\n";
  private static final String HEAD = "HTTP/1.1 200 OK\r\nServ";
  private static final String CONTENT = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc";
  private static final int TRIALS = 100;

  @Test
  void makesAnAttempt() {
    HadTransports.assume(TransportChoice.IO_URING);
    try (var origin = RawOrigin.doing(peer -> {
      peer.readHead();
      peer.write(REPLY);
      peer.awaitClose();
    });
        Origins origins = Origins.open(TransportChoice.IO_URING, InstantSource.system())) {
      Attempt attempt = Orders.get(origin.port()).on(origins);
      assertThat(attempt.transport()).isEqualTo("io_uring");
      assertThat(attempt.received()).asString().isEqualTo(REPLY);
      assertThat(attempt.observation().ending()).isEqualTo(Ending.OPEN);
      assertThat(attempt.observation().tcp()).isPresent();
    }
  }

  /// One in two resets was lost here, and became a timeout.
  @ParameterizedTest
  @CsvSource({"EPOLL, rst", "IO_URING, rst", "EPOLL, fin", "IO_URING, fin"})
  void whatEndsBehindDataIsNeverATimeout(TransportChoice transport, String how) {
    HadTransports.assume(transport);
    try (Origins origins = Origins.open(transport, InstantSource.system())) {
      assertThat(causes(origins, HEAD, how)).isEqualTo(Map.of("head-truncated-" + how, TRIALS));
      assertThat(causes(origins, CONTENT, how)).isEqualTo(Map.of("body-short-" + how, TRIALS));
    }
  }

  private static Map<String, Integer> causes(Origins origins, String said, String how) {
    var causes = new TreeMap<String, Integer>();
    try (var origin = RawOrigin.doing(peer -> {
      peer.readHead();
      peer.write(said);
      if (how.equals("rst")) peer.reset();
      else peer.fin();
      peer.awaitClose();
    })) {
      for (int i = 0; i < TRIALS; i++) {
        Attempt attempt = Orders.get(origin.port())
            .waiting(Timer.RESPONSE_HEAD, Duration.ofSeconds(60))
            .waiting(Timer.BETWEEN_BYTES, Duration.ofSeconds(60))
            .on(origins);
        causes.merge(Orders.cause(attempt), 1, Integer::sum);
      }
    }
    return causes;
  }
}
