package dev.fivetwenty.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Evidence;
import dev.fivetwenty.cause.Party;
import dev.fivetwenty.cause.Timer;
import dev.fivetwenty.cause.Unfinished;
import dev.fivetwenty.origin.socket.TransportChoice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Whatever a peer sends, or does not send, a named limit ends it.
@ExtendWith(NoLeaks.class)
class BoundsTest {

  private static final Duration SHORT = Duration.ofMillis(300);

  private Origins origins;

  @BeforeEach
  void open() {
    origins = Origins.open(TransportChoice.AUTO, InstantSource.system());
  }

  @AfterEach
  void close() {
    origins.close();
  }

  @Test
  void endlessHeadersAreRefusedAtTheSectionLimit() {
    try (var origin = RawOrigin.doing(peer -> {
      peer.readHead();
      peer.write("HTTP/1.1 200 OK\r\n");
      String field = "X-Filler: " + "x".repeat(1000) + "\r\n";
      while (true) peer.write(field.repeat(64));
    })) {
      Attempt attempt = Orders.get(origin.port()).on(origins);
      assertThat(Orders.cause(attempt)).isEqualTo("limit-header-section");
      assertThat(attempt.receivedTotal()).isLessThan(1 << 20);
      assertThat(attempt.received().length).isLessThanOrEqualTo(1 << 16);
    }
  }

  @Test
  void endlessInterimResponsesAreRefused() {
    try (var origin = RawOrigin.doing(peer -> {
      peer.readHead();
      while (true) peer.write("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".repeat(100));
    })) {
      assertThat(Orders.cause(Orders.get(origin.port()).on(origins))).isEqualTo("interim-flood");
    }
  }

  @Test
  void aDrippingHeadIsEndedByTheHeadTimer() {
    try (var origin = RawOrigin.doing(peer -> drip(peer, "HTTP/1.1 200 OK\r\nX: ", "y", 500))) {
      Duration most = Duration.ofMillis(1500);
      Attempt attempt = Orders.get(origin.port()).waiting(Timer.RESPONSE_HEAD, most).on(origins);
      assertThat(attempt.observation().expiry().orElseThrow().timer())
          .isEqualTo(Timer.RESPONSE_HEAD);
      assertThat(Orders.cause(attempt)).isEqualTo("time-header-drip");
    }
  }

  @Test
  void aDrippingBodyIsCutByTheWholeAttemptsTimerAndNobodysFault() {
    String head = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n";
    try (var origin = RawOrigin.doing(peer -> drip(peer, head, "y", 50))) {
      Attempt attempt =
          Orders.get(origin.port()).waiting(Timer.BETWEEN_BYTES, Duration.ofMillis(1500))
              .within(Duration.ofMillis(2500)).on(origins);
      assertThat(attempt.observation().expiry().orElseThrow().timer()).isEqualTo(Timer.TOTAL);
      assertThat(attempt.judgement().verdict()).isEmpty();
      Unfinished unfinished = attempt.judgement().unfinished().orElseThrow();
      assertThat(unfinished.pending().cause()).isEqualTo(Cause.BODY_TIMEOUT);
      assertThat(unfinished.pending().party()).isEqualTo(Party.UNKNOWN);
    }
  }

  @Test
  void silenceThatTheCallerCutsIsNobodysFault() {
    try (var origin = RawOrigin.doing(RawOrigin.Peer::hold)) {
      Attempt attempt = Orders.get(origin.port()).within(Duration.ofMillis(1500)).on(origins);
      assertThat(attempt.judgement().verdict()).isEmpty();
      assertThat(attempt.judgement().unfinished().orElseThrow().pending().cause())
          .isEqualTo(Cause.TIME_FIRST_BYTE);
    }
  }

  @Test
  void endlessContentIsReadAsFarAsIsWantedAndInOrder() {
    String head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n";
    try (var origin = RawOrigin.doing(peer -> {
      peer.readHead();
      peer.write(head);
      while (true) peer.write("x".repeat(64 * 1024));
    })) {
      Attempt attempt = Orders.get(origin.port()).enough(1 << 20).on(origins);
      assertThat(attempt.observation().expiry().orElseThrow().timer()).isEqualTo(Timer.ENOUGH);
      assertThat(attempt.receivedTotal()).isBetween(1L << 20, 16L << 20);
      assertThat(attempt.judgement().verdict()).isEmpty();
      assertThat(attempt.judgement().unfinished()).isEmpty();
    }
  }

  @Test
  void aSectionOverTheLimitIsMeasuredToItsEnd() {
    try (var origin = RawOrigin.doing(peer -> {
      peer.readHead();
      peer.write("HTTP/1.1 200 OK\r\nSet-Cookie: s=" + "a".repeat(20_000));
      peer.write("a".repeat(10_000) + "\r\nServer: x\r\n\r\nhello");
      peer.hold();
    })) {
      var over = overLimit(Orders.get(origin.port()).on(origins));
      assertThat(over.measured()).isEqualTo(30_016 + 11);
      assertThat(over.atLeast()).isFalse();
      assertThat(over.largest().getFirst().lineBytes()).isEqualTo(30_016);
    }
  }

  /// The timers of the profile, here 20 seconds and more, have no part in it.
  @Test
  void silenceBehindARefusalDelaysTheVerdictByASecond() {
    try (var origin = RawOrigin.doing(peer -> {
      peer.readHead();
      peer.write("HTTP/1.1 200 OK\r\nSet-Cookie: s=" + "a".repeat(9_000));
      peer.hold();
    })) {
      Attempt attempt = Orders.get(origin.port()).on(origins);
      assertThat(overLimit(attempt).atLeast()).isTrue();
      assertThat(attempt.observation().expiry()).isEmpty();
      Duration waited = attempt.timeline().closed().minus(attempt.timeline().firstByte());
      assertThat(waited).isBetween(Duration.ofMillis(900), Duration.ofSeconds(15));
    }
  }

  private static Evidence.OverLimit overLimit(Attempt attempt) {
    return (Evidence.OverLimit) attempt.judgement().verdict().orElseThrow().evidence();
  }

  @Test
  void aBodyThatStopsIsEndedByTheTimerBetweenBytes() {
    try (var origin = RawOrigin.doing(peer -> {
      peer.readHead();
      peer.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
      peer.hold();
    })) {
      Attempt attempt = Orders.get(origin.port()).waiting(Timer.BETWEEN_BYTES, SHORT).on(origins);
      assertThat(attempt.observation().expiry().orElseThrow().timer())
          .isEqualTo(Timer.BETWEEN_BYTES);
      assertThat(Orders.cause(attempt)).isEqualTo("body-timeout");
    }
  }

  @Test
  void aRequestThatNobodyReadsIsEndedByTheWriteTimer() {
    try (var origin = RawOrigin.doing(RawOrigin.Peer::hold)) {
      Attempt attempt =
          Orders.get(origin.port()).sending(new byte[64 << 20], "POST")
              .waiting(Timer.WRITE, SHORT).on(origins);
      assertThat(attempt.observation().expiry().orElseThrow().timer()).isEqualTo(Timer.WRITE);
      assertThat(attempt.observation().sent().written()).isBetween(1L, (64L << 20) - 1);
      assertThat(Orders.cause(attempt)).startsWith("write-timeout");
    }
  }

  @Test
  void aRequestThatIsReadSlowlyIsNotOverdueWhileItArrives() {
    byte[] request = new byte[4 << 20];
    try (var origin = RawOrigin.doing(peer -> {
      var never = new CountDownLatch(1);
      for (int i = 0; i < 16; i++) {
        never.await(200, TimeUnit.MILLISECONDS);
        peer.readBytes(request.length / 16);
      }
      peer.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
      peer.awaitClose();
    })) {
      Attempt attempt =
          Orders.get(origin.port()).sending(request, "POST")
              .waiting(Timer.WRITE, Duration.ofSeconds(3)).on(origins);
      assertThat(Orders.cause(attempt)).isEqualTo("none");
    }
  }

  @Test
  void aFullBacklogIsAConnectTimeout() throws IOException {
    try (var listener = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      var waiting = new ArrayList<Socket>();
      try {
        for (int i = 0; i < 4; i++) waiting.add(unconnected(listener.getLocalPort()));
        Attempt attempt =
            Orders.get(listener.getLocalPort()).waiting(Timer.CONNECT, Duration.ofMillis(400)).on(origins);
        assertThat(attempt.observation().connect().orElseThrow().timedOut()).isTrue();
        assertThat(Orders.cause(attempt)).isEqualTo("tcp-connect-timeout");
      } finally {
        for (Socket socket : waiting) socket.close();
      }
    }
  }

  /// Fills the backlog: connects if there is room, and does not mind if there is none.
  private static Socket unconnected(int port) {
    var socket = new Socket();
    try {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 100);
    } catch (IOException e) {
      // The backlog is full, as it should be.
    }
    return socket;
  }

  @Test
  void onlyTheFirstBytesAreKeptAndAllAreCounted() {
    int length = 3 << 20;
    try (var origin = RawOrigin.doing(peer -> {
      peer.readHead();
      peer.write("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n");
      peer.write(new byte[length]);
      peer.awaitClose();
    })) {
      Attempt attempt = Orders.get(origin.port()).on(origins);
      assertThat(Orders.cause(attempt)).isEqualTo("none");
      assertThat(attempt.received()).hasSize(1 << 16);
      assertThat(attempt.receivedTotal()).isGreaterThan(length);
      assertThat(attempt.observation().reply().orElseThrow().contentBytes()).isEqualTo(length);
    }
  }

  private static void drip(RawOrigin.Peer peer, String first, String drop, int millis)
      throws IOException, InterruptedException {
    peer.readHead();
    peer.write(first);
    var never = new CountDownLatch(1);
    while (!never.await(millis, TimeUnit.MILLISECONDS)) peer.write(drop);
  }
}
