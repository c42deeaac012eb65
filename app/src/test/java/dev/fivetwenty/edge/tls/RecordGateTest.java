package dev.fivetwenty.edge.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.config.Transport;
import dev.fivetwenty.edge.TestEdge;
import dev.fivetwenty.origin.NoLeaks;
import dev.fivetwenty.origin.RawOrigin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Path;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What clients send over TLS behind a request, close_notify above all, leaves them their answers.
@ExtendWith(NoLeaks.class)
class RecordGateTest {

  private static final int TIMES = 30;
  private static final String GET = "GET %s HTTP/1.1\r\nHost: a.example\r\n\r\n";
  private static final String POST =
      "POST /last HTTP/1.1\r\nHost: a.example\r\nContent-Length: 40000\r\n\r\n" + "x".repeat(40_000);

  @TempDir Path folder;

  /// Sends what is written only when it is told to, all at once.
  private static final class Gathering extends Socket {

    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
    private boolean gathers;

    Gathering(int port) throws IOException {
      super("127.0.0.1", port);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
      OutputStream out = super.getOutputStream();
      return new OutputStream() {
        @Override
        public void write(int octet) throws IOException {
          write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
          (gathers ? gathered : out).write(bytes, from, length);
        }
      };
    }

    void gather() {
      gathers = true;
    }

    /// The farewell is that of TLS alone.
    @Override
    public void shutdownOutput() {}

    void send() throws IOException {
      super.getOutputStream().write(gathered.toByteArray());
    }
  }

  @ParameterizedTest
  @EnumSource(value = Transport.class, names = {"EPOLL", "NIO"})
  void aFarewellBehindRequestsIsHeardWhenTheyAreAnswered(Transport transport) throws Exception {
    var certificates = new TestCertificates(folder);
    var options = TestCertificates.options(certificates.issue("a", "EC", "a.example"));
    try (RawOrigin origin = RawOrigin.doing(RecordGateTest::answer);
        TestEdge edge = TestEdge.overTls(options, transport, origin.port());
        var below = new Gathering(edge.address().getPort());
        SSLSocket socket =
            new TlsPeer(edge.address().getPort(), certificates.authority())
                .named("a.example").version("TLSv1.3").connect(below)) {
      below.gather();
      for (int i = 0; i < TIMES; i++) {
        // The second is answered by the edge, while it still reads.
        write(socket, GET.formatted("/") + GET.formatted("/.edge/trace"));
        write(socket, GET.formatted("/.edge/trace"));
      }
      write(socket, POST);
      socket.shutdownOutput();
      below.send();

      String answers = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      assertThat(answers.split("HTTP/1.1 200 OK", -1)).hasSize(3 * TIMES + 2);
      assertThat(answers).endsWith("POST /last");
    }
  }

  /// In a record of its own.
  private static void write(SSLSocket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  private static void answer(RawOrigin.Peer peer) throws IOException {
    while (true) {
      String head = peer.readHead();
      if (head.startsWith("POST")) peer.readBytes(40_000);
      String said = head.substring(0, head.indexOf(" HTTP"));
      peer.write("HTTP/1.1 200 OK\r\nContent-Length: " + said.length() + "\r\n\r\n" + said);
    }
  }
}
