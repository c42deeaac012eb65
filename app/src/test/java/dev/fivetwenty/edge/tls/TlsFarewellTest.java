package dev.fivetwenty.edge.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.config.Transport;
import dev.fivetwenty.edge.TestEdge;
import dev.fivetwenty.origin.NoLeaks;
import dev.fivetwenty.origin.RawOrigin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// How connections over TLS end: as those without do, with close_notify in front of the FIN.
@ExtendWith(NoLeaks.class)
class TlsFarewellTest {

  private static final String REFUSAL =
      "HTTP/1.1 413 Content Too Large\r\nContent-Length: 9\r\n\r\ntoo large";
  private static final int UPLOAD = 20_000_000;
  private static final String POST =
      "POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: " + UPLOAD + "\r\n\r\n";

  @TempDir Path folder;
  private TestCertificates certificates;

  @BeforeEach
  void start() {
    certificates = new TestCertificates(folder);
  }

  private TestEdge edge(Transport transport, RawOrigin origin) {
    var options = TestCertificates.options(certificates.issue("a", "EC", "a.example"));
    return TestEdge.overTls(options, transport, origin.port());
  }

  private SSLSocket connect(TestEdge edge) throws IOException {
    // Of TLS 1.2 a close_notify ends both directions.
    return new TlsPeer(edge.address().getPort(), certificates.authority())
        .named("a.example")
        .version("TLSv1.3")
        .connect();
  }

  private static void send(SSLSocket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  private static String readAll(SSLSocket socket) throws IOException {
    // A FIN without close_notify would be an exception here.
    return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
  }

  /// The origin answers an upload early; the client hears of it, and is not cut off while it sends.
  @ParameterizedTest
  @EnumSource(value = Transport.class, names = {"EPOLL", "NIO"})
  void anEarlyAnswerReachesAClientThatIsStillSending(Transport transport) throws Exception {
    try (RawOrigin origin = RawOrigin.doing(TlsFarewellTest::refuse);
        TestEdge edge = edge(transport, origin);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 5; i++) {
        try (SSLSocket socket = connect(edge)) {
          send(socket, POST);
          Future<?> sent = threads.submit(() -> sendContent(socket));

          assertThat(readAll(socket)).startsWith("HTTP/1.1 413").endsWith("too large");
          sent.get();
        }
      }
    }
  }

  private static void refuse(RawOrigin.Peer peer) throws IOException {
    peer.readHead();
    peer.readBytes(100_000);
    peer.write(REFUSAL);
    peer.fin();
    peer.awaitClose();
  }

  private static Void sendContent(SSLSocket socket) throws IOException {
    var piece = new byte[64 << 10];
    for (int left = UPLOAD; left > 0; left -= piece.length) {
      socket.getOutputStream().write(piece, 0, Math.min(left, piece.length));
    }
    return null;
  }

  @ParameterizedTest
  @EnumSource(value = Transport.class, names = {"EPOLL", "NIO"})
  void aCloseNotifyOfAnIdleClientIsAnswered(Transport transport) throws Exception {
    try (RawOrigin origin = RawOrigin.doing(TlsFarewellTest::answer);
        TestEdge edge = edge(transport, origin);
        SSLSocket socket = connect(edge)) {
      send(socket, "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
      byte[] line = socket.getInputStream().readNBytes(15);
      assertThat(new String(line, ISO_8859_1)).isEqualTo("HTTP/1.1 200 OK");
      socket.shutdownOutput();

      assertThat(readAll(socket)).endsWith("ok");
    }
  }

  private static void answer(RawOrigin.Peer peer) throws IOException {
    peer.readHead();
    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    peer.awaitClose();
  }
}
