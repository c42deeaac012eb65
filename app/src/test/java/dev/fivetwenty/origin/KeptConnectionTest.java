package dev.fivetwenty.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.origin.socket.TransportChoice;
import dev.fivetwenty.wire.Ending;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What happens on a connection between two exchanges, and in the second.
@ExtendWith(NoLeaks.class)
class KeptConnectionTest {

  private static final String REPLY =
      "HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length: 2\r\n\r\nok";

  private Origins origins;

  @AfterEach
  void close() {
    if (origins != null) origins.close();
  }

  private void open(TransportChoice transport) {
    origins = Origins.open(transport, InstantSource.system());
  }

  private KeptConnection first(RawOrigin origin) {
    Attempt attempt = Orders.get(origin.port()).keepOpen().on(origins);
    assertThat(Orders.cause(attempt)).isEqualTo("none");
    assertThat(attempt.observation().use().isReused()).isFalse();
    return attempt.kept().orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "NIO"})
  void carriesTheNextExchange(TransportChoice transport) {
    open(transport);
    try (var origin = RawOrigin.doing(peer -> {
      for (int i = 0; i < 3; i++) {
        peer.readHead();
        peer.write(REPLY);
      }
      peer.awaitClose();
    })) {
      Attempt second = Orders.get(origin.port()).keepOpen().on(first(origin));
      assertThat(Orders.cause(second)).isEqualTo("none");
      assertThat(second.received()).asString().isEqualTo(REPLY);
      assertThat(second.observation().use().exchanges()).isEqualTo(1);
      assertThat(second.observation().reply().orElseThrow().start()).isEqualTo(REPLY.length());
      Attempt third = Orders.get(origin.port()).on(second.kept().orElseThrow());
      assertThat(third.observation().use().exchanges()).isEqualTo(2);
      assertThat(third.observation().sent().acked()).isIn(1, -1);
      assertThat(third.kept()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "NIO"})
  void tellsThatThePeerClosedIt(TransportChoice transport) {
    open(transport);
    var go = new CountDownLatch(1);
    try (var origin = RawOrigin.doing(peer -> {
      peer.readHead();
      peer.write(REPLY);
      go.await();
      peer.fin();
      peer.awaitClose();
    })) {
      KeptConnection kept = first(origin);
      assertThat(kept.whenDisturbed()).isNotDone();
      go.countDown();
      KeptConnection.Idle idle = Orders.await(kept.whenDisturbed());
      assertThat(idle.closed()).isTrue();
      assertThat(idle.reset()).isFalse();
      assertThat(idle.after()).isPositive();
      Attempt stale = Orders.get(origin.port()).on(kept);
      assertThat(stale.observation().sent().written()).isZero();
      assertThat(stale.observation().ending()).isEqualTo(Ending.FIN);
      assertThat(Orders.cause(stale)).isEqualTo("conn-stale-reuse");
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "NIO"})
  void tellsThatThePeerResetIt(TransportChoice transport) {
    open(transport);
    var go = new CountDownLatch(1);
    try (var origin = RawOrigin.doing(peer -> {
      peer.readHead();
      peer.write(REPLY);
      go.await();
      peer.reset();
    })) {
      KeptConnection kept = first(origin);
      go.countDown();
      KeptConnection.Idle idle = Orders.await(kept.whenDisturbed());
      assertThat(idle.closed()).isTrue();
      assertThat(idle.reset()).isTrue();
      kept.close();
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "NIO"})
  void isStaleWhenThePeerLeavesAsTheNextRequestComes(TransportChoice transport) {
    open(transport);
    try (var origin = RawOrigin.doing(peer -> {
      peer.readHead();
      peer.write(REPLY);
      peer.readBytes(1);
      peer.reset();
    })) {
      Attempt stale = Orders.get(origin.port()).on(first(origin));
      assertThat(Orders.cause(stale)).isEqualTo("conn-stale-reuse");
      assertThat(stale.observation().ending()).isEqualTo(Ending.RST);
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "NIO"})
  void tellsOfBytesThatNobodyAskedFor(TransportChoice transport) {
    open(transport);
    var go = new CountDownLatch(1);
    try (var origin = RawOrigin.doing(peer -> {
      peer.readHead();
      peer.write(REPLY);
      go.await();
      peer.write("HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n");
      peer.fin();
      peer.awaitClose();
    })) {
      KeptConnection kept = first(origin);
      go.countDown();
      KeptConnection.Idle idle = Orders.await(kept.whenDisturbed());
      assertThat(idle.closed()).isFalse();
      assertThat(idle.unsolicited()).asString().startsWith("HTTP/1.1 408");
      assertThat(idle.unsolicited().length).isLessThanOrEqualTo(64);
      Attempt next = Orders.get(origin.port()).on(kept);
      assertThat(next.observation().sent().written()).isZero();
      assertThat(next.receivedTotal()).isZero();
      assertThat(Orders.cause(next)).isEqualTo("conn-stale-reuse");
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "NIO"})
  void isNotKeptWhenThePeerWillCloseIt(TransportChoice transport) {
    open(transport);
    try (var origin = RawOrigin.doing(peer -> {
      peer.readHead();
      peer.write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
      peer.awaitClose();
    })) {
      assertThat(Orders.get(origin.port()).keepOpen().on(origins).kept()).isEmpty();
    }
  }
}
