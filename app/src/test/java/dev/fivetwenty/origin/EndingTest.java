package dev.fivetwenty.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fivetwenty.cause.Observation;
import dev.fivetwenty.cause.Tcp;
import dev.fivetwenty.cause.Timer;
import dev.fivetwenty.origin.socket.HadTransports;
import dev.fivetwenty.origin.socket.TransportChoice;
import dev.fivetwenty.wire.Ending;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// How a connection ended is told from errno and TCP_INFO together, whichever side acted first.
@ExtendWith(NoLeaks.class)
class EndingTest {

  /// More in `./dev soak`.
  private static final int ROUNDS = Integer.getInteger("soak.rounds", 1);

  private static final String PARTIAL = "HTTP/1.1 200 OK\r\nServ";
  private static final String WHOLE =
      "HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length: 2\r\n\r\nok";

  private Origins origins;

  @AfterEach
  void close() {
    if (origins != null) origins.close();
  }

  private void open(TransportChoice transport) {
    HadTransports.assume(transport);
    origins = Origins.open(transport, InstantSource.system());
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "IO_URING", "NIO"})
  void aWholeReplyLeavesTheConnectionOpen(TransportChoice transport) {
    open(transport);
    try (var origin = RawOrigin.doing(peer -> {
      peer.readHead();
      peer.write(WHOLE);
      peer.awaitClose();
    })) {
      Attempt attempt = Orders.get(origin.port()).on(origins);
      assertThat(Orders.cause(attempt)).isEqualTo("none");
      Observation seen = attempt.observation();
      assertThat(seen.ending()).isEqualTo(Ending.OPEN);
      assertThat(seen.sent().written()).isEqualTo(Orders.GET.length());
      assertThat(attempt.received()).asString().isEqualTo(WHOLE);
      assertThat(attempt.sent()).asString().isEqualTo(Orders.GET);
      assertThat(attempt.timeline().headEnd()).isPositive();
      assertThat(attempt.kept()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "IO_URING", "NIO"})
  void finAfterTheRequest(TransportChoice transport) {
    open(transport);
    try (var origin = RawOrigin.doing(peer -> {
      peer.readHead();
      peer.fin();
      peer.awaitClose();
    })) {
      Attempt attempt = Orders.get(origin.port()).on(origins);
      assertThat(Orders.cause(attempt)).isEqualTo("resp-empty-fin");
      assertThat(attempt.observation().ending()).isEqualTo(Ending.FIN);
      if (transport != TransportChoice.NIO) {
        Tcp tcp = attempt.observation().tcp().orElseThrow();
        assertThat(tcp.state()).isEqualTo(Tcp.CLOSE_WAIT);
        assertThat(tcp.bytesAcked()).isEqualTo(Orders.GET.length() + 1);
        assertThat(tcp.bytesReceived()).isEqualTo(1);
        assertThat(attempt.observation().sent().acked()).isEqualTo(1);
      } else {
        assertThat(attempt.observation().unobserved()).isNotEmpty();
        assertThat(attempt.observation().sent().acked()).isEqualTo(-1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "IO_URING", "NIO"})
  void resetAfterTheRequest(TransportChoice transport) {
    open(transport);
    try (var origin = RawOrigin.doing(peer -> {
      peer.readHead();
      peer.reset();
    })) {
      Attempt attempt = Orders.get(origin.port()).on(origins);
      assertThat(attempt.observation().ending()).isEqualTo(Ending.RST);
      assertThat(Orders.cause(attempt)).isEqualTo("resp-empty-rst");
      if (transport != TransportChoice.NIO) {
        Tcp tcp = attempt.observation().tcp().orElseThrow();
        assertThat(tcp.state()).isEqualTo(Tcp.CLOSED);
        assertThat(tcp.bytesReceived()).isZero();
        assertThat(attempt.observation().readErrno()).isEqualTo(104);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "IO_URING"})
  void aJavaPeerThatClosesWithUnreadRequestBytesSendsFinAndThenReset(TransportChoice transport) {
    open(transport);
    try (var origin = RawOrigin.doing(peer -> {
      peer.readBytes(10);
      peer.socket.close();
    })) {
      Attempt attempt = Orders.get(origin.port()).on(origins);
      assertThat(attempt.observation().ending()).isEqualTo(Ending.FIN_RST);
      Tcp tcp = attempt.observation().tcp().orElseThrow();
      assertThat(tcp.state()).isEqualTo(Tcp.CLOSED);
      assertThat(tcp.bytesReceived()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "IO_URING", "NIO"})
  void aPartialHeadThenReset(TransportChoice transport) {
    open(transport);
    try (var origin = RawOrigin.doing(peer -> {
      peer.readHead();
      peer.write(PARTIAL);
      peer.reset();
    })) {
      Attempt attempt = Orders.get(origin.port()).on(origins);
      assertThat(attempt.received()).asString().isEqualTo(PARTIAL);
      assertThat(attempt.observation().ending()).isEqualTo(Ending.RST);
      assertThat(Orders.cause(attempt)).isEqualTo("head-truncated-rst");
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "IO_URING", "NIO"})
  void resetBeforeTheRequest(TransportChoice transport) {
    open(transport);
    try (var origin = RawOrigin.doing(RawOrigin.Peer::reset)) {
      Attempt attempt = Orders.get(origin.port()).on(origins);
      assertThat(Orders.cause(attempt))
          .isIn("conn-rst-before-request", "conn-rst-during-request", "resp-empty-rst");
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "IO_URING", "NIO"})
  void silence(TransportChoice transport) {
    open(transport);
    try (var origin = RawOrigin.doing(RawOrigin.Peer::hold)) {
      Attempt attempt = Orders.get(origin.port()).waiting(Timer.RESPONSE_HEAD, Duration.ofMillis(200)).on(origins);
      assertThat(attempt.observation().ending()).isEqualTo(Ending.SILENCE);
      assertThat(Orders.cause(attempt)).isEqualTo("time-first-byte");
      assertThat(attempt.observation().expiry().orElseThrow().timer().slug())
          .isEqualTo("response-head");
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "IO_URING", "NIO"})
  void aBodyThatEndsWithTheConnectionIsWhole(TransportChoice transport) {
    open(transport);
    try (var origin = RawOrigin.doing(peer -> {
      peer.readHead();
      peer.write("HTTP/1.1 200 OK\r\nServer: x\r\n\r\nbody");
      peer.fin();
      peer.awaitClose();
    })) {
      Attempt attempt = Orders.get(origin.port()).on(origins);
      assertThat(Orders.cause(attempt)).isEqualTo("none");
      assertThat(attempt.observation().ending()).isEqualTo(Ending.FIN);
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "IO_URING", "NIO"})
  void nobodyListens(TransportChoice transport) throws IOException {
    open(transport);
    try (var silent = new SilentPort("127.0.0.1")) {
      Attempt attempt = Orders.get(silent.port()).on(origins);
      assertThat(attempt.observation().connect().orElseThrow().errno()).isEqualTo(111);
      assertThat(Orders.cause(attempt)).isEqualTo("tcp-refused");
    }
  }

  @Tag("soak")
  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "IO_URING", "NIO"})
  void dataFollowedAtOnceByResetIsNeverATimeout(TransportChoice transport) {
    open(transport);
    try (var origin = RawOrigin.doing(peer -> {
      peer.readHead();
      peer.write(PARTIAL);
      peer.reset();
    })) {
      for (int i = 0; i < 1000 * ROUNDS; i++) {
        Attempt attempt = Orders.get(origin.port()).on(origins);
        assertThat(attempt.received()).as("attempt %d", i).asString().isEqualTo(PARTIAL);
        assertThat(Orders.cause(attempt)).as("attempt %d", i).isEqualTo("head-truncated-rst");
      }
    }
  }

  @Tag("soak")
  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "IO_URING", "NIO"})
  void aWholeReplyFollowedAtOnceByResetIsWhole(TransportChoice transport) {
    open(transport);
    try (var origin = RawOrigin.doing(peer -> {
      peer.readHead();
      peer.write(WHOLE);
      peer.reset();
    })) {
      for (int i = 0; i < 200 * ROUNDS; i++) {
        Attempt attempt = Orders.get(origin.port()).on(origins);
        assertThat(Orders.cause(attempt)).as("attempt %d", i).isEqualTo("none");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "IO_URING", "NIO"})
  void anEarlyReplyIsReadThoughTheRequestCannotBeWritten(TransportChoice transport) {
    open(transport);
    byte[] upload = new byte[8 << 20];
    byte[] head =
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 8388000\r\n\r\n".getBytes();
    System.arraycopy(head, 0, upload, 0, head.length);
    try (var origin = RawOrigin.doing(peer -> {
      peer.readHead();
      peer.write("HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
      peer.socket.close();
    })) {
      for (int i = 0; i < 20; i++) {
        Attempt attempt = Orders.get(origin.port()).sending(upload, "POST").on(origins);
        assertThat(Orders.cause(attempt)).isEqualTo("none");
        assertThat(attempt.observation().reply().orElseThrow().head().orElseThrow().status())
            .isEqualTo(413);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "IO_URING", "NIO"})
  void anAttemptUnderWayIsCancelledWithItsOrigins(TransportChoice transport) {
    open(transport);
    var arrived = new CompletableFuture<Void>();
    try (var origin = RawOrigin.doing(peer -> {
      peer.readHead();
      arrived.complete(null);
      peer.awaitClose();
    })) {
      var attempt = origins.attempt(Orders.get(origin.port()).order());
      Orders.await(arrived);
      origins.close();
      assertThat(attempt).isCancelled();
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "IO_URING", "NIO"})
  void aTransportThatIsThereIsNamed(TransportChoice transport) {
    open(transport);
    assertThat(origins.transport()).isEqualToIgnoringCase(transport.name());
    assertThatThrownBy(() -> origins.resolve("x", Optional.of("y"), Duration.ofSeconds(1)))
        .isInstanceOf(ConfigurationProblem.class);
  }
}
