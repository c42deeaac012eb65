package dev.fivetwenty.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fivetwenty.cause.Timer;
import dev.fivetwenty.origin.socket.TransportChoice;
import dev.fivetwenty.wire.Ending;
import io.netty.channel.uring.IoUring;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The transport that is there by option only makes a sound attempt, too.
@ExtendWith(NoLeaks.class)
class IoUringTest {

  private static final String REPLY = "HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length: 0\r\n\r\n";

  @Test
  void makesAnAttempt() {
    assumeThat(IoUring.isAvailable()).isTrue();
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

  @Test
  void aResetBehindAHeadIsNeverATimeout() {
    assumeThat(IoUring.isAvailable()).isTrue();
    try (var origin = RawOrigin.doing(peer -> {
      peer.readHead();
      peer.write("HTTP/1.1 200 OK\r\nServ");
      peer.reset();
    });
        Origins origins = Origins.open(TransportChoice.IO_URING, InstantSource.system())) {
      for (int i = 0; i < 20; i++) {
        Attempt attempt =
            Orders.get(origin.port()).waiting(Timer.RESPONSE_HEAD, Duration.ofMillis(300)).on(origins);
        assertThat(Orders.cause(attempt)).isEqualTo("head-truncated-rst");
      }
    }
  }
}
