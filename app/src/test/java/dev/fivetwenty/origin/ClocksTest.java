package dev.fivetwenty.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Expiry;
import dev.fivetwenty.cause.Presentation;
import dev.fivetwenty.cause.Timer;
import dev.fivetwenty.origin.socket.TransportChoice;
import dev.fivetwenty.wire.Timeouts;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each wait before the request has a clock of the profile: it ends when that says, not another.
@ExtendWith(NoLeaks.class)
class ClocksTest {

  private static final Duration SHORT = Duration.ofMillis(400);
  private static final Duration LONG = Duration.ofSeconds(40);

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "NIO"})
  void aSynThatIsNotAnsweredIsA522AfterTheConnectTime(TransportChoice transport)
      throws IOException {
    try (var full = new FullPort("127.0.0.1", 0);
        Origins origins = Origins.open(transport, InstantSource.system())) {
      Attempt attempt = Orders.get(full.port()).by(clocks(LONG, SHORT, LONG)).on(origins);
      assertEnded(attempt, "tcp-connect-timeout", 522, Timer.CONNECT);
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "NIO"})
  void aResolverThatIsSilentIsA530AfterTheResolveTime(TransportChoice transport)
      throws IOException {
    var place = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
    try (var silent = new DatagramSocket(place);
        Origins origins = Origins.open(transport, InstantSource.system())) {
      Attempt attempt =
          Orders.get(1).to(Optional.of("shop.test")).asking("127.0.0.1:" + silent.getLocalPort())
              .by(clocks(SHORT, LONG, LONG)).on(origins);
      assertEnded(attempt, "dns-timeout", 530, Timer.RESOLVE);
      assertThat(attempt.observation().connect()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "NIO"})
  void aClientHelloThatIsNotAnsweredIsA525AfterTheTlsTime(TransportChoice transport)
      throws IOException {
    try (var silent = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
        Origins origins = Origins.open(transport, InstantSource.system())) {
      Attempt attempt =
          Orders.tls("origin.example", silent.getLocalPort()).by(clocks(LONG, LONG, SHORT))
              .on(origins);
      assertEnded(attempt, "tls-timeout", 525, Timer.TLS);
    }
  }

  private static void assertEnded(Attempt attempt, String cause, int status, Timer clock) {
    assertThat(Orders.cause(attempt)).isEqualTo(cause);
    assertThat(attempt.judgement().verdict().orElseThrow().status(Presentation.EDGE_52X))
        .isEqualTo(status);
    assertThat(attempt.observation().expiry()).contains(new Expiry(clock, SHORT));
    // The resolver gives up at nine tenths of its time, so that it can say whom it asked.
    assertThat(attempt.timeline().closed())
        .isBetween(SHORT.multipliedBy(9).dividedBy(10), LONG.dividedBy(2));
  }

  private static Timeouts clocks(Duration resolve, Duration connect, Duration tls) {
    return new Timeouts(resolve, connect, tls, LONG, LONG, LONG, LONG, LONG);
  }
}
