package dev.fivetwenty.edge.route;

import static dev.fivetwenty.edge.route.RoutedEdge.await;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.lab.Lab;
import dev.fivetwenty.lab.LabOptions;
import dev.fivetwenty.origin.RawOrigin;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Checks go the way that requests go, whatever that is, and say who asks.
class HealthCheckWaysTest {

  private static final String ROUTE =
      """
      - origins: ["%s"]
        health_check: {path: /%s, every: 60s, timeout: 60s, unhealthy_after: 1}
      """;

  @TempDir Path folder;

  @Test
  void aCheckSaysWhoAsks() throws Exception {
    var heads = new ConcurrentLinkedQueue<String>();
    try (var origin = RawOrigin.doing(peer -> refuse(peer, heads));
        RoutedEdge edge = RoutedEdge.with(1, often("http://localhost:" + origin.port()))) {
      await(edge.notices()::toString, () -> heads.size() >= 2);

      assertThat(heads).allSatisfy(
          head ->
              assertThat(head)
                  .startsWith("GET /health HTTP/1.1\r\n")
                  .containsPattern("\r\nHost: localhost:" + origin.port() + "\r\n")
                  .containsPattern("\r\nRay-Id: [0-9a-f]{16}-[A-Z]+\r\n")
                  .containsPattern("\r\nCDN-Loop: fivetwenty-[0-9a-f]{16}\r\n"));
      assertThat(heads.poll()).isNotEqualTo(heads.poll());
      assertThat(edge.notices().peek()).endsWith("the last check answered 503");
    }
  }

  private static String often(String origin) {
    return ROUTE.replace("60s", "1s").formatted(origin, "health");
  }

  private static void refuse(RawOrigin.Peer peer, Queue<String> heads) throws IOException {
    heads.add(peer.readHead());
    peer.write("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");
  }

  @Test
  void overTls() throws Exception {
    try (Lab lab = Lab.open(LabOptions.ANYWHERE)) {
      String url = "https://127.0.0.1:" + lab.addresses().httpsPort();
      try (RoutedEdge edge = RoutedEdge.with(1, ROUTE.formatted(url, "resp-empty-fin"))) {
        await(edge.notices()::toString, () -> !edge.notices().isEmpty());

        assertThat(edge.notices().peek()).endsWith("the last check failed with resp-empty-fin");
      }
    }
  }

  @Test
  void overAUnixSocket() throws Exception {
    Path path = folder.resolve("origin.sock");
    try (var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listener.bind(UnixDomainSocketAddress.of(path));
      Thread.ofPlatform().daemon().start(() -> answerOnce(listener));
      try (RoutedEdge edge = RoutedEdge.with(1, ROUTE.formatted("unix:" + path, "health"))) {
        await(edge.notices()::toString, () -> !edge.notices().isEmpty());

        assertThat(edge.notices().peek()).endsWith("the last check answered 500");
      }
    }
  }

  private static void answerOnce(ServerSocketChannel listener) {
    String reply = "HTTP/1.1 500 Down\r\nContent-Length: 0\r\n\r\n";
    try (var channel = listener.accept()) {
      channel.read(ByteBuffer.allocate(4096));
      channel.write(ByteBuffer.wrap(reply.getBytes(ISO_8859_1)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void byANameThatIsNotKnown() {
    try (RoutedEdge edge = RoutedEdge.with(1, ROUTE.formatted("http://no.such.host.invalid", "health"))) {
      await(edge.notices()::toString, () -> !edge.notices().isEmpty());

      assertThat(edge.notices().peek()).contains("the last check failed with dns-");
    }
  }
}
