package dev.fivetwenty.edge.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.config.Transport;
import dev.fivetwenty.edge.TestEdge;
import dev.fivetwenty.origin.NoLeaks;
import dev.fivetwenty.origin.RawOrigin;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A client that sends what is no TLS in the middle of an exchange is gone, and nobody else is blamed.
@ExtendWith(NoLeaks.class)
class BrokenTlsTest {

  private static final byte[] REQUEST = "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n".getBytes(ISO_8859_1);

  @TempDir private Path folder;

  @Test
  void anExchangeEndsWithTheClient() throws Exception {
    var certificates = new TestCertificates(folder);
    var options = TestCertificates.options(certificates.issue("a", "EC", "a.example"));
    var asked = new CountDownLatch(1);
    try (RawOrigin origin =
            RawOrigin.doing(
                peer -> {
                  peer.readHead();
                  asked.countDown();
                  peer.awaitClose();
                });
        TestEdge edge = TestEdge.overTls(options, Transport.AUTO, origin.port());
        Socket below = new Socket("127.0.0.1", edge.address().getPort());
        Socket socket =
            new TlsPeer(edge.address().getPort(), certificates.authority()).named("a.example").connect(below)) {
      socket.getOutputStream().write(REQUEST);
      assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
      below.getOutputStream().write(REQUEST);

      TestEdge.Seen seen = edge.seen(record -> true);
      assertThat(seen.clientGone()).isTrue();
      assertThat(seen.cause()).isEmpty();
    }
  }
}
