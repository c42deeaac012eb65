package dev.fivetwenty.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.edge.Reply.End;
import dev.fivetwenty.origin.NoLeaks;
import dev.fivetwenty.origin.RawOrigin;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How replies end for clients of HTTP/1.0 and 1.1: whole where they are whole, and visibly cut
/// where they are not, whichever framing the origin chose.
@ExtendWith(NoLeaks.class)
class EndsOfRepliesTest {

  private static final String LENGTH = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n";
  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  private static final String CLOSE = "HTTP/1.1 200 OK\r\nX-One: 1\r\n\r\n";

  /// What an origin sends, how it ends, and what clients of HTTP/1.1 and 1.0 see of it.
  @ParameterizedTest
  @CsvSource({
    "length,  0123456789,              fin, WHOLE,   WHOLE,   10",
    "length,  01234,                   fin, CUT_RST, CUT_RST, ",
    "length,  01234,                   rst, CUT_RST, CUT_RST, ",
    "chunked, 'a^0123456789^0^^',      fin, WHOLE,   WHOLE,   10",
    "chunked, 'a^0123456789^',         fin, CUT_FIN, CUT_RST, ",
    "chunked, 'a^01234',               fin, CUT_FIN, CUT_RST, ",
    "chunked, 'a^0123456789^',         rst, CUT_FIN, CUT_RST, ",
    "chunked, 'a^0123456789^z^',       fin, CUT_FIN, CUT_RST, ",
    "close,   0123456789,              fin, WHOLE,   WHOLE,   10",
    "close,   01234,                   rst, CUT_FIN, CUT_RST, "
  })
  void cutRepliesNeverLookWhole(
      String framing, String content, String ending, End modern, End old, Integer length)
      throws Exception {
    var asked = new AtomicInteger();
    try (var origin =
            RawOrigin.doing(
                peer -> {
                  peer.readHead();
                  asked.incrementAndGet();
                  peer.write(head(framing) + content.replace("^", "\r\n"));
                  if (ending.equals("rst")) peer.reset();
                  else peer.fin();
                  peer.awaitClose();
                });
        TestEdge edge = TestEdge.to(origin.port())) {
      Reply newer = asked(edge, "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
      Reply older = asked(edge, "GET / HTTP/1.0\r\nHost: a.example\r\n\r\n");

      // A reset may outrun the head, which the client then never sees: that is as visible.
      if (newer.status() != 0 && newer.status() < 500) assertThat(newer.end()).isEqualTo(modern);
      if (older.status() != 0 && older.status() < 500) assertThat(older.end()).isEqualTo(old);
      assertThat(newer.faults()).isEmpty();
      assertThat(older.faults()).isEmpty();
      if (length != null) {
        assertThat(newer.content()).hasSize(length);
        assertThat(older.content()).hasSize(length);
        assertThat(asked).hasValue(2);
      }
    }
  }

  /// The head is still here when the content turns out broken.
  @ParameterizedTest
  @CsvSource({
    "'z^',               chunk-not-chunked",
    "'6^hello^^0^^',     chunk-empty",
    "'5^hello^z^',       chunk-non-hex"
  })
  void contentThatIsBrokenRightBehindItsHeadIsA520(String content, String cause) throws Exception {
    try (var origin = RawOrigin.doing(peer -> breakOnce(peer, content));
        TestEdge edge = TestEdge.to(origin.port());
        var caller = new Caller(edge.address())) {
      Reply broken = caller.get("a.example", "/broken");
      TestEdge.Seen seen = edge.seen(s -> s.target().equals("/broken"));

      assertThat(broken.status()).isEqualTo(520);
      assertThat(broken.isWhole()).isTrue();
      assertThat(broken.faults()).isEmpty();
      assertThat(seen.status()).isEqualTo(520);
      assertThat(seen.cause()).hasValue(cause);
      assertThat(seen.statusIfUncommitted()).isZero();
      assertThat(caller.get("a.example", "/next").text()).isEqualTo("0123456789");
    }
  }

  private static void breakOnce(RawOrigin.Peer peer, String content) throws IOException {
    boolean isBroken = peer.readHead().startsWith("GET /broken");
    peer.write(isBroken ? CHUNKED + content.replace("^", "\r\n") : LENGTH + "0123456789");
    peer.awaitClose();
  }

  private static String head(String framing) {
    return switch (framing) {
      case "length" -> LENGTH;
      case "chunked" -> CHUNKED;
      default -> CLOSE;
    };
  }

  @Test
  void oldClientsGetWhatTheyUnderstand() throws Exception {
    try (var origin = RawOrigin.doing(EndsOfRepliesTest::chunks);
        TestEdge edge = TestEdge.to(origin.port())) {
      Reply reply =
          asked(edge, "GET / HTTP/1.0\r\nHost: a.example\r\nConnection: keep-alive\r\n\r\n");

      assertThat(reply.text()).isEqualTo("hello\n");
      assertThat(reply.isWhole()).isTrue();
      assertThat(reply.field("Transfer-Encoding")).isEmpty();
      assertThat(reply.all("Connection")).containsExactly("close");
    }
  }

  private static void chunks(RawOrigin.Peer peer) throws IOException {
    while (true) {
      peer.readHead();
      peer.write("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n");
      peer.write(CHUNKED + "6\r\nhello\n\r\n0\r\nX-Sum: 1\r\n\r\n");
    }
  }

  @Test
  void newClientsGetInterimRepliesAndTrailers() throws Exception {
    try (var origin = RawOrigin.doing(EndsOfRepliesTest::chunks);
        TestEdge edge = TestEdge.to(origin.port());
        var caller = new Caller(edge.address())) {
      for (int i = 0; i < 2; i++) {
        Reply reply = caller.get("a.example", "/");

        assertThat(reply.interims()).containsExactly(103);
        assertThat(reply.text()).isEqualTo("hello\n");
        assertThat(reply.trailers()).singleElement().isEqualTo(new String[] {"X-Sum", "1"});
      }
    }
  }

  @Test
  void oldClientsThatAskAreKeptWhereALengthIsKnown() throws Exception {
    try (var origin = RawOrigin.doing(EndsOfRepliesTest::lengths);
        TestEdge edge = TestEdge.to(origin.port());
        var caller = new Caller(edge.address())) {
      for (int i = 0; i < 3; i++) {
        caller.send("GET / HTTP/1.0\r\nHost: a.example\r\nConnection: Keep-Alive\r\n\r\n");
        Reply reply = caller.read("GET");

        assertThat(reply.text()).isEqualTo("0123456789");
        assertThat(reply.all("Connection")).containsExactly("keep-alive");
      }
      caller.send("GET / HTTP/1.0\r\nHost: a.example\r\n\r\n");
      assertThat(caller.read("GET").closes()).isTrue();
      assertThat(caller.rest()).isEmpty();
    }
  }

  private static void lengths(RawOrigin.Peer peer) throws IOException {
    while (true) {
      peer.readHead();
      peer.write(LENGTH + "0123456789");
    }
  }

  private static Reply asked(TestEdge edge, String request) throws IOException {
    try (var caller = new Caller(edge.address())) {
      return caller.send(request).read("GET");
    }
  }
}
