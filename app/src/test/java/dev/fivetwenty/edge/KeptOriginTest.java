package dev.fivetwenty.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.edge.TestEdge.Seen;
import dev.fivetwenty.origin.NoLeaks;
import dev.fivetwenty.origin.RawOrigin;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Connections to origins that are kept: what is used again, what is not, and which requests are
/// sent a second time.
@ExtendWith(NoLeaks.class)
class KeptOriginTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final AtomicInteger connections = new AtomicInteger();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private String head(RawOrigin.Peer peer) throws IOException {
    String head = peer.readHead();
    requests.add(head.substring(0, head.indexOf(" HTTP/")));
    return head;
  }

  @Test
  void aSoundConnectionIsUsedAgain() throws Exception {
    try (var origin = RawOrigin.doing(this::answerAll);
        TestEdge edge = TestEdge.to(origin.port());
        var caller = new Caller(edge.address())) {
      for (int i = 0; i < 5; i++) assertThat(caller.get("a.example", "/").text()).isEqualTo("ok");
      assertThat(caller.ask("POST", "a.example", "/", "Content-Length: 0").text()).isEqualTo("ok");
    }
    assertThat(connections).hasValue(1);
  }

  private void answerAll(RawOrigin.Peer peer) throws IOException {
    connections.incrementAndGet();
    while (true) {
      head(peer);
      peer.write(OK);
    }
  }

  /// The origin closes in the gap between request and reply, as one does whose idle time is over.
  @ParameterizedTest
  @ValueSource(strings = {"fin", "rst"})
  void aKeptConnectionThatClosesCostsAnIdempotentRequestNothing(String how) throws Exception {
    try (var origin = RawOrigin.doing(peer -> answerOnce(peer, how));
        TestEdge edge = TestEdge.to(origin.port());
        var caller = new Caller(edge.address())) {
      caller.get("a.example", "/first");
      Reply reply = caller.ask("PUT", "a.example", "/second", "Content-Length: 0");
      Seen seen = edge.seen(s -> s.target().equals("/second"));

      assertThat(reply.text()).isEqualTo("ok");
      assertThat(seen.attempts()).isEqualTo(2);
      assertThat(seen.cause()).isEmpty();
    }
    assertThat(requests).containsExactly("GET /first", "PUT /second", "PUT /second");
  }

  private void answerOnce(RawOrigin.Peer peer, String how) throws IOException {
    connections.incrementAndGet();
    head(peer);
    peer.write(OK);
    head(peer);
    if (how.equals("rst")) peer.reset();
    else peer.fin();
    peer.awaitClose();
  }

  @Test
  void contentIsSentAgainWhole() throws Exception {
    var contents = new CopyOnWriteArrayList<String>();
    try (var origin = RawOrigin.doing(peer -> takeContent(peer, contents));
        TestEdge edge = TestEdge.to(origin.port());
        var caller = new Caller(edge.address())) {
      caller.get("a.example", "/first");
      caller.send(Caller.head("PUT", "a.example", "/second", "Transfer-Encoding: chunked"));
      caller.send("5\r\nhello\r\n6\r\n world\r\n0\r\nX-Sum: 1\r\n\r\n");

      assertThat(caller.read("PUT").text()).isEqualTo("ok");
      assertThat(edge.seen(s -> s.target().equals("/second")).attempts()).isEqualTo(2);
    }
    assertThat(contents).hasSize(2);
    assertThat(joined(contents.getFirst())).isEqualTo("hello world");
    assertThat(contents.get(1)).isEqualTo(contents.getFirst()).endsWith("0\r\nX-Sum: 1\r\n\r\n");
  }

  /// Takes the first content and closes, and answers to the second.
  private void takeContent(RawOrigin.Peer peer, List<String> contents) throws IOException {
    boolean first = connections.incrementAndGet() == 1;
    if (first) {
      head(peer);
      peer.write(OK);
    }
    head(peer);
    var content = new StringBuilder();
    while (!content.toString().endsWith("0\r\nX-Sum: 1\r\n\r\n")) {
      content.append((char) peer.socket.getInputStream().read());
    }
    contents.add(content.toString());
    if (first) return;
    peer.write(OK);
    peer.awaitClose();
  }

  private static String joined(String chunks) {
    var content = new StringBuilder();
    for (int at = 0; ; ) {
      int end = chunks.indexOf("\r\n", at);
      int size = Integer.parseInt(chunks, at, end, 16);
      if (size == 0) return content.toString();
      content.append(chunks, end + 2, end + 2 + size);
      at = end + 2 + size + 2;
    }
  }

  @Test
  void aRequestThatMayHaveBeenActedOnIsNotSentTwice() throws Exception {
    try (var origin = RawOrigin.doing(peer -> answerOnce(peer, "fin"));
        TestEdge edge = TestEdge.to(origin.port());
        var caller = new Caller(edge.address())) {
      caller.get("a.example", "/first");
      Reply reply = caller.ask("POST", "a.example", "/second", "Content-Length: 0");
      Seen seen = edge.seen(s -> s.target().equals("/second"));

      assertThat(reply.status()).isEqualTo(520);
      assertThat(seen.cause()).hasValue("conn-stale-reuse");
      assertThat(seen.attempts()).isEqualTo(1);
      assertThat(caller.get("a.example", "/third").text()).isEqualTo("ok");
    }
    assertThat(requests).containsExactly("GET /first", "POST /second", "GET /third");
  }

  /// A new connection that takes the request and closes: it may be the request that did it.
  @Test
  void anEmptyReplyOnANewConnectionIsNotAskedForAgain() throws Exception {
    try (var origin =
            RawOrigin.doing(
                peer -> {
                  head(peer);
                  peer.fin();
                  peer.awaitClose();
                });
        TestEdge edge = TestEdge.to(origin.port());
        var caller = new Caller(edge.address())) {
      assertThat(caller.get("a.example", "/").status()).isEqualTo(520);
    }
    assertThat(requests).hasSize(1);
  }

  /// What an origin sends behind a reply belongs to nobody: least of all to the next client.
  @ParameterizedTest
  @ValueSource(strings = {"x", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"})
  void bytesBehindAReplyAnswerNoOtherRequest(String excess) throws Exception {
    try (var origin =
            RawOrigin.doing(
                peer -> {
                  connections.incrementAndGet();
                  head(peer);
                  peer.write(OK + excess);
                  peer.awaitClose();
                });
        TestEdge edge = TestEdge.to(origin.port());
        var caller = new Caller(edge.address())) {
      for (int i = 0; i < 3; i++) assertThat(caller.get("a.example", "/" + i).text()).isEqualTo("ok");
      assertThat(edge.seen(s -> s.target().equals("/0")).glitches()).isEqualTo(1);
    }
    assertThat(connections).hasValue(3);
    assertThat(requests).containsExactly("GET /0", "GET /1", "GET /2");
  }

  /// Bytes, or a close, on a connection that nobody uses end it, and nobody gets them.
  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n", ""})
  void aDisturbedIdleConnectionIsGivenUp(String disturbance) throws Exception {
    var idle = new CountDownLatch(1);
    var givenUp = new CountDownLatch(1);
    try (var origin =
            RawOrigin.doing(
                peer -> {
                  connections.incrementAndGet();
                  head(peer);
                  peer.write(OK);
                  idle.await();
                  if (disturbance.isEmpty()) peer.fin();
                  else peer.write(disturbance);
                  peer.awaitClose();
                  givenUp.countDown();
                });
        TestEdge edge = TestEdge.to(origin.port());
        var caller = new Caller(edge.address())) {
      assertThat(caller.get("a.example", "/0").text()).isEqualTo("ok");
      idle.countDown();
      givenUp.await();
      assertThat(caller.get("a.example", "/1").text()).isEqualTo("ok");
      assertThat(edge.seen(s -> s.target().equals("/1")).attempts()).isEqualTo(1);
    }
    assertThat(connections).hasValue(2);
  }

  @Test
  void anOriginThatClosesAfterEachReplyIsConnectedToEachTime() throws Exception {
    try (var origin =
            RawOrigin.doing(
                peer -> {
                  connections.incrementAndGet();
                  head(peer);
                  peer.write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok");
                  peer.fin();
                  peer.awaitClose();
                });
        TestEdge edge = TestEdge.to(origin.port());
        var caller = new Caller(edge.address())) {
      for (int i = 0; i < 20; i++) {
        assertThat(caller.ask("POST", "a.example", "/", "Content-Length: 0").text()).isEqualTo("ok");
      }
    }
    assertThat(connections).hasValue(20);
  }

  /// It says that it keeps the connection and closes it: what it does may be known too late.
  @Test
  void anOriginThatClosesAgainstItsWordCostsAnIdempotentRequestNothing() throws Exception {
    try (var origin =
            RawOrigin.doing(
                peer -> {
                  head(peer);
                  peer.write(OK);
                });
        TestEdge edge = TestEdge.to(origin.port());
        var caller = new Caller(edge.address())) {
      for (int i = 0; i < 200; i++) assertThat(caller.get("a.example", "/").text()).isEqualTo("ok");
    }
  }
}
