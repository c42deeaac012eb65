package dev.fivetwenty.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.config.ClientTimeouts;
import dev.fivetwenty.origin.NoLeaks;
import dev.fivetwenty.origin.RawOrigin;
import dev.fivetwenty.wire.Profile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Clients that take their responses slowly, or send while they are answered.
@ExtendWith(NoLeaks.class)
class SlowClientsTest {

  private static final int CONTENT = 32 << 10;
  private static final String REPLY =
      "HTTP/1.1 200 OK\r\nContent-Length: " + CONTENT + "\r\n\r\n" + "x".repeat(CONTENT);

  private static final String GET = "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n";

  /// Many more than the buffers of two sockets hold the replies to.
  private static final int PIPELINED = 600;

  /// More than the buffers of two sockets hold.
  private static final int LARGE = 6 << 20;

  private static final int PIECE = 24 << 10;

  @Test
  void repliesToRequestsInAPipelineWaitForTheirReader() throws Exception {
    var asked = new AtomicInteger();
    try (var origin = RawOrigin.doing(peer -> answerAll(peer, asked));
        TestEdge edge = TestEdge.to(origin.port());
        var caller = Caller.narrow(edge.address())) {
      caller.send(GET.repeat(PIPELINED));
      caller.shutdownOutput();
      int before = 0;
      while (before == 0 || asked.get() != before) {
        before = asked.get();
        pause(500);
      }
      assertThat(before).isBetween(1, PIPELINED / 2);

      for (int i = 0; i < PIPELINED; i++) {
        assertThat(caller.read("GET").content()).hasSize(CONTENT);
      }
      assertThat(asked).hasValue(PIPELINED);
    }
  }

  private static void answerAll(RawOrigin.Peer peer, AtomicInteger asked) throws IOException {
    while (true) {
      peer.readHead();
      asked.incrementAndGet();
      peer.write(REPLY);
    }
  }

  /// The limit is on standing still, and not on how long everything takes. When the edge has
  /// nothing left but the last bytes depends on the system's buffers, so several clients become
  /// slow at different places.
  @Test
  void theLastReplyIsSentToItsEndHoweverLongItsReaderTakes() throws Exception {
    var brief =
        new ClientTimeouts(
            Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(2),
            Duration.ofSeconds(10));
    try (var origin = RawOrigin.doing(SlowClientsTest::answerLarge);
        TestEdge edge = TestEdge.waiting(brief, Profile.CLASSIC, origin.port());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Long>> readers =
          IntStream.rangeClosed(1, 10)
              .<Callable<Long>>mapToObj(i -> () -> readSlowly(edge, i * (LARGE / 12)))
              .toList();
      for (Future<Long> read : threads.invokeAll(readers)) {
        assertThat(read.get()).isGreaterThan(LARGE);
      }
    }
  }

  /// Returns how much there was to read: fast at first, then a piece each twentieth of a second for
  /// some seconds, then fast again.
  private static long readSlowly(TestEdge edge, int fastBytes) throws IOException {
    try (var caller = Caller.narrow(edge.address())) {
      caller.send(Caller.head("GET", "a.example", "/", "Connection: close"));
      InputStream in = caller.socket().getInputStream();
      long total = in.readNBytes(fastBytes).length;
      for (int i = 0; i < 60; i++) {
        total += in.readNBytes(PIECE).length;
        pause(50);
      }
      return total + in.transferTo(OutputStream.nullOutputStream());
    }
  }

  /// Of some of these sizes the last bytes wait in the edge when the client ends its side.
  @Test
  void aClientThatEndsItsSideBeforeItReadsGetsAllOfItsReply() throws Exception {
    // A reader comes when the others leave it a thread to read on.
    Duration ample = Duration.ofMinutes(10);
    var patient = new ClientTimeouts(ample, ample, ample, ample);
    try (var origin = RawOrigin.doing(SlowClientsTest::answerAsAsked);
        TestEdge edge = TestEdge.waiting(patient, Profile.CLASSIC, origin.port());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Integer>> readers =
          IntStream.range(0, 25)
              .<Callable<Integer>>mapToObj(i -> () -> readLate(edge, (1 << 20) + i * (160 << 10)))
              .toList();
      for (Future<Integer> missing : threads.invokeAll(readers)) {
        assertThat(missing.get()).isZero();
      }
    }
  }

  private static void answerAsAsked(RawOrigin.Peer peer) throws IOException {
    while (true) {
      int length = Integer.parseInt(peer.readHead().split("[/ ]")[2]);
      peer.write("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n");
      peer.write(new byte[length]);
    }
  }

  /// Returns how many bytes of the reply are missing.
  private static int readLate(TestEdge edge, int length) throws IOException {
    try (var caller = Caller.narrow(edge.address())) {
      caller.send(Caller.head("GET", "a.example", "/" + length, "Connection: close"));
      pause(1500);
      caller.shutdownOutput();
      pause(300);
      return length - caller.read("GET").content().length;
    }
  }

  /// A client of HTTP/1.0 would take a close for the end of the content.
  @Test
  void aReplyIsCutVisiblyForAClientThatTakesNothingForTooLong() throws Exception {
    var brief =
        new ClientTimeouts(
            Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofMillis(500),
            Duration.ofSeconds(10));
    try (var origin =
            RawOrigin.doing(
                peer -> {
                  peer.readHead();
                  peer.write("HTTP/1.1 200 OK\r\nX-One: 1\r\n\r\n");
                  peer.write(new byte[4 * LARGE]);
                });
        TestEdge edge = TestEdge.waiting(brief, Profile.CLASSIC, origin.port());
        var caller = Caller.narrow(edge.address())) {
      caller.send("GET /slow HTTP/1.0\r\nHost: a.example\r\n\r\n");
      assertThat(edge.seen(s -> s.target().equals("/slow")).clientGone()).isTrue();
      Reply reply = caller.read("GET");

      assertThat(reply.end()).isEqualTo(Reply.End.CUT_RST);
    }
  }

  private static void answerLarge(RawOrigin.Peer peer) throws IOException {
    peer.readHead();
    peer.write("HTTP/1.1 200 OK\r\nContent-Length: " + LARGE + "\r\n\r\n");
    peer.write(new byte[LARGE]);
    peer.awaitClose();
  }

  /// A request behind `Connection: close` is not answered, and must not destroy the reply before.
  @Test
  void bytesBehindTheLastRequestDoNotDestroyItsReply() throws Exception {
    var asked = new AtomicInteger();
    try (var origin = RawOrigin.doing(peer -> answerAll(peer, asked));
        TestEdge edge = TestEdge.to(origin.port())) {
      for (int i = 0; i < 50; i++) {
        try (var caller = new Caller(edge.address())) {
          caller.send(
              "GET / HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n" + GET.repeat(200));
          Reply reply = caller.read("GET");
          assertThat(reply.content()).hasSize(CONTENT);
          assertThat(reply.closes()).isTrue();
          assertThat(caller.rest()).isEmpty();
        }
      }
      assertThat(asked).hasValue(50);
    }
  }

  /// The origin answers an upload early; the client hears all of it although it is still sending.
  @Test
  void anEarlyAnswerReachesAClientThatIsStillSending() throws Exception {
    String refusal = "HTTP/1.1 413 Content Too Large\r\nContent-Length: 9\r\n\r\ntoo large";
    try (var origin =
            RawOrigin.doing(
                peer -> {
                  peer.readHead();
                  peer.readBytes(100_000);
                  peer.write(refusal);
                  peer.fin();
                  peer.awaitClose();
                });
        TestEdge edge = TestEdge.to(origin.port())) {
      for (int i = 0; i < 5; i++) {
        try (var caller = new Caller(edge.address())) {
          caller.send(Caller.head("POST", "a.example", "/", "Content-Length: 50000000"));
          caller.sendContent(50_000_000);
          Reply reply = caller.read("POST");

          assertThat(reply.status()).isEqualTo(413);
          assertThat(reply.text()).isEqualTo("too large");
          assertThat(reply.isWhole()).isTrue();
        }
      }
    }
  }

  private static void pause(int millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
