package dev.fivetwenty.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.origin.RawOrigin;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Clients that leave in the middle of an upload: the exchange ends with them, whatever the origin was
/// doing, and nobody else is blamed.
@Timeout(60)
class LeavingClientsTest {

  private static StrictOrigin origin;
  private static TestEdge edge;

  @BeforeAll
  static void open() throws Exception {
    origin = new StrictOrigin();
    edge = TestEdge.to(origin.port());
  }

  @AfterAll
  static void close() throws Exception {
    edge.close();
    origin.close();
  }

  @ParameterizedTest
  @CsvSource({
    "100000,   50000, false", "100000,   50000, true", "1000000, 700000, false",
    "1000000, 700000, true",  "3000000, 2900000, false", "1000000,     1, false",
    "1000000,      1, true",  "5000,        0, false"
  })
  void anUploadEndsWithItsClient(int promised, int sent, boolean reset) throws Exception {
    edge.records().clear();
    try (var socket = new Socket(edge.address().getAddress(), edge.port())) {
      if (reset) socket.setSoLinger(true, 0);
      upload(socket, promised, sent);
    }
    TestEdge.Seen seen = edge.records().poll(20, TimeUnit.SECONDS);
    assertThat(seen).isNotNull();
    assertThat(seen.clientGone()).isTrue();
    assertThat(seen.cause()).isEmpty();
  }

  /// Whether the client's reset is found by the very flush that ends the response is up to chance: it mostly is.
  @Test
  void aClientThatLeavesBeforeAReplyBreaksHasItsRow() throws Exception {
    try (var broken = RawOrigin.doing(peer -> {
      peer.readHead();
      peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
      LockSupport.parkNanos(20_000_000);
      peer.write("5\r\nworld\r\nno size\r\n");
    });
        TestEdge before = TestEdge.to(broken.port())) {
      for (int i = 0; i < 10; i++) {
        try (var socket = new Socket(before.address().getAddress(), before.port())) {
          socket.getOutputStream().write("GET /left HTTP/1.1\r\nHost: a.example\r\n\r\n".getBytes(ISO_8859_1));
        }
        TestEdge.Seen seen = before.records().poll(20, TimeUnit.SECONDS);
        assertThat(seen).isNotNull();
        assertThat(seen.host()).isEqualTo("a.example");
        assertThat(seen.target()).isEqualTo("/left");
      }
    }
  }

  private static void upload(Socket socket, int promised, int sent) {
    String head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + promised + "\r\n\r\n";
    try {
      socket.getOutputStream().write(head.getBytes(ISO_8859_1));
      socket.getOutputStream().write(new byte[sent]);
    } catch (IOException e) {
      throw new IllegalStateException("the edge takes all that is sent", e);
    }
  }
}
