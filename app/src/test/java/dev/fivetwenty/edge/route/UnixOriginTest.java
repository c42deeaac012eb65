package dev.fivetwenty.edge.route;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.recorder.ConnectionState;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Origins behind Unix domain sockets.
class UnixOriginTest {

  private static final String GOOD = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @TempDir Path folder;

  private final AtomicInteger connections = new AtomicInteger();

  @ParameterizedTest
  @ValueSource(strings = {"epoll", "nio"})
  void exchangesShareAConnection(String transport) throws Exception {
    try (var _ = answering(GOOD);
        RoutedEdge edge = edge(transport, "origin.sock");
        Visitor visitor = edge.visitor()) {
      for (int i = 0; i < 5; i++) assertThat(visitor.get("/").body()).isEqualTo("ok");

      assertThat(connections).hasValue(1);
      assertThat(edge.originConnections(ConnectionState.IDLE)).isEqualTo(1);
      assertThat(edge.edge().originsUp()).containsOnlyKeys("unix:" + folder.resolve("origin.sock"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"epoll", "nio"})
  void anEmptyReplyIsA520(String transport) throws Exception {
    try (var _ = answering("");
        RoutedEdge edge = edge(transport, "origin.sock");
        Visitor visitor = edge.visitor()) {
      Visitor.Reply reply = visitor.get("/");
      assertThat(reply.status()).isEqualTo(520);
      assertThat(reply.head()).contains("error=http_response_incomplete");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"epoll", "nio"})
  void aTruncatedReplyIsSeenAsOne(String transport) throws Exception {
    try (var _ = answering("HTTP/1.1 200 OK\r\nContent-Le");
        RoutedEdge edge = edge(transport, "origin.sock");
        Visitor visitor = edge.visitor()) {
      Visitor.Reply reply = visitor.get("/");
      assertThat(reply.status()).isEqualTo(520);
      assertThat(reply.head()).contains("error=http_response_incomplete");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"epoll", "nio"})
  void aSocketThatIsNotThereRefuses(String transport) throws Exception {
    try (RoutedEdge edge = edge(transport, "nowhere.sock");
        Visitor visitor = edge.visitor()) {
      assertThat(visitor.get("/").status()).isEqualTo(521);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"epoll", "nio"})
  void aSocketFileThatNobodyListensAtRefuses(String transport) throws Exception {
    answering(GOOD).close();
    try (RoutedEdge edge = edge(transport, "origin.sock");
        Visitor visitor = edge.visitor()) {
      assertThat(visitor.get("/").status()).isEqualTo(521);
    }
  }

  private RoutedEdge edge(String transport, String file) throws Exception {
    String route = "- origins: [\"unix:%s\"]".formatted(folder.resolve(file));
    return RoutedEdge.with(1, route, "transport: " + transport);
  }

  /// Answers each request with these bytes, and closes if they are no whole reply.
  private ServerSocketChannel answering(String reply) throws IOException {
    var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(folder.resolve("origin.sock")));
    Thread.ofPlatform().daemon().start(() -> accept(listener, reply));
    return listener;
  }

  private void accept(ServerSocketChannel listener, String reply) {
    while (true) {
      try {
        SocketChannel channel = listener.accept();
        connections.incrementAndGet();
        Thread.ofPlatform().daemon().start(() -> serve(channel, reply));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void serve(SocketChannel channel, String reply) {
    try (channel) {
      var request = new StringBuilder();
      var bytes = ByteBuffer.allocate(4096);
      while (channel.read(bytes.clear()) >= 0) {
        request.append(ISO_8859_1.decode(bytes.flip()));
        if (!request.toString().endsWith("\r\n\r\n")) continue;
        request.setLength(0);
        channel.write(ByteBuffer.wrap(reply.getBytes(ISO_8859_1)));
        if (!reply.equals(GOOD)) return;
      }
    } catch (IOException e) {
      // The edge went away.
    }
  }
}
