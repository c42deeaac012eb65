package dev.fivetwenty.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.config.ClientTimeouts;
import dev.fivetwenty.origin.NoLeaks;
import dev.fivetwenty.origin.RawOrigin;
import dev.fivetwenty.wire.Profile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What both sides of a tunnel have sent arrives, whichever ends it.
@ExtendWith(NoLeaks.class)
class TunnelTest {

  /// More than the buffers on the way hold.
  private static final int LARGE = 16 << 20;

  private static final String AGREED =
      "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: any\r\n\r\n";

  @Test
  void theLastBytesOfAClientThatEndsATunnelArrive() throws Exception {
    try (var origin =
            RawOrigin.doing(
                peer -> {
                  peer.readHead();
                  peer.write(AGREED);
                  int length = peer.socket.getInputStream().readAllBytes().length;
                  peer.write("got " + length);
                });
        TestEdge edge = TestEdge.to(origin.port());
        var caller = upgraded(edge)) {
      caller.send(new byte[LARGE]);
      caller.shutdownOutput();

      assertThat(text(caller.rest())).isEqualTo("got " + LARGE);
    }
  }

  @Test
  void theLastBytesOfAnOriginThatEndsATunnelArrive() throws Exception {
    try (var origin =
            RawOrigin.doing(
                peer -> {
                  peer.readHead();
                  peer.write(AGREED + "first");
                  peer.write(new byte[LARGE]);
                });
        TestEdge edge = TestEdge.to(origin.port());
        var caller = upgraded(edge)) {
      assertThat(caller.rest()).hasSize("first".length() + LARGE);
    }
  }

  @Test
  void bytesGoBothWays() throws Exception {
    try (var origin =
            RawOrigin.doing(
                peer -> {
                  peer.readHead();
                  peer.write(AGREED);
                  peer.socket.getInputStream().transferTo(peer.socket.getOutputStream());
                });
        TestEdge edge = TestEdge.to(origin.port());
        var caller = upgraded(edge)) {
      for (int i = 0; i < 10; i++) {
        caller.send("GET / HTTP/1.1\r\n\r\n");
        assertThat(text(caller.take(18))).isEqualTo("GET / HTTP/1.1\r\n\r\n");
      }
      caller.shutdownOutput();
      assertThat(caller.rest()).isEmpty();
    }
  }

  @Test
  void theEndOfAClientThatCameBeforeTheTunnelIsToldInIt() throws Exception {
    var ended = new CountDownLatch(1);
    try (var origin =
            RawOrigin.doing(
                peer -> {
                  peer.readHead();
                  ended.await();
                  peer.write(AGREED);
                  int length = peer.socket.getInputStream().readAllBytes().length;
                  peer.write("got " + length);
                });
        TestEdge edge = TestEdge.to(origin.port());
        var caller = new Caller(edge.address())) {
      caller.send("GET / HTTP/1.1\r\nHost: a.example\r\nConnection: upgrade\r\nUpgrade: any\r\n\r\nfirst");
      caller.shutdownOutput();
      ended.countDown();

      assertThat(text(caller.rest())).startsWith("HTTP/1.1 101 ").endsWith("got 5");
    }
  }

  /// As when the input of `docker run -i` has ended and its output has not.
  @Test
  @Tag("soak")
  @Tag("long")
  void anOriginThatGoesOnTalkingIsHeardAfterTheClientsLastWord() throws Exception {
    var patience = Duration.ofSeconds(5);
    try (var origin =
            RawOrigin.doing(
                peer -> {
                  peer.readHead();
                  peer.write(AGREED);
                  peer.socket.getInputStream().readAllBytes();
                  for (int i = 0; i < 20; i++) {
                    peer.write(".");
                    LockSupport.parkNanos(500_000_000);
                  }
                });
        TestEdge edge =
            TestEdge.waiting(
                new ClientTimeouts(patience, patience, patience, patience), Profile.CLASSIC, origin.port());
        var caller = upgraded(edge)) {
      caller.shutdownOutput();
      assertThat(caller.rest()).hasSize(20);
    }
  }

  private static Caller upgraded(TestEdge edge) throws IOException {
    var caller = new Caller(edge.address());
    Reply reply =
        caller.ask("GET", "a.example", "/", "Connection: upgrade", "Upgrade: any");
    assertThat(reply.status()).isEqualTo(101);
    return caller;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}
