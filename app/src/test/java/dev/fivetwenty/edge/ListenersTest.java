package dev.fivetwenty.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.config.EdgeConfig;
import dev.fivetwenty.config.node.Overrides;
import dev.fivetwenty.config.node.Source;
import dev.fivetwenty.config.node.Surroundings;
import dev.fivetwenty.config.yaml.EdgeYaml;
import dev.fivetwenty.ranges.Provider;
import dev.fivetwenty.ranges.Range;
import dev.fivetwenty.ranges.Ranges;
import dev.fivetwenty.recorder.Labels;
import dev.fivetwenty.recorder.Recorder;
import dev.fivetwenty.recorder.Watches;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenersTest {

  private static final String REQUEST =
      "GET /.edge/trace HTTP/1.1\r\nHost: shop.example\r\nCF-Ray: 00f067aa0ba902b7-AMS\r\n"
          + "Connection: close\r\n\r\n";

  @TempDir private Path directory;

  private List<Range> cloudflare = Ranges.published().all();
  private Recorder recorder;
  private final BlockingQueue<String> notices = new LinkedBlockingQueue<>();
  private Edge edge;

  @BeforeEach
  void openRecorder() {
    recorder = new Recorder(List.of(), System::nanoTime, System.err::println);
    recorder.start();
  }

  @AfterEach
  void close() {
    if (edge != null) edge.close();
    recorder.close();
  }

  @Test
  void aUnixSocketTakesRequests() throws Exception {
    Path socket = directory.resolve("edge.sock");
    start("listen: [\"unix:" + socket + "\"]\n");
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.write(ByteBuffer.wrap(REQUEST.getBytes(ISO_8859_1)));
      assertThat(read(channel)).startsWith("HTTP/1.1 200 OK").contains("ip=unix");
    }
  }

  @Test
  void aTrustedPeerSpeaksForItsClientAndATrustedClientNamesTheRay() throws Exception {
    start(
        """
        listen: [{address: "127.0.0.1:0", proxy_protocol: true}]
        trusted_proxies: ["127.0.0.0/8", "192.0.2.7"]
        """);
    String reply = ask("PROXY TCP4 192.0.2.7 192.0.2.1 4711 80\r\n" + REQUEST);
    assertThat(reply).contains("ip=192.0.2.7\n").contains("Ray-Id: 00f067aa0ba902b7-AMS\r\n");
    String stranger = ask("PROXY TCP4 192.0.2.8 192.0.2.1 4711 80\r\n" + REQUEST);
    assertThat(stranger).contains("ip=192.0.2.8\n").doesNotContain("00f067aa0ba902b7");
  }

  /// A peer here is as good as one of Cloudflare, where its list has the loopback.
  @Test
  void behindCloudflareItsRangesAreTrustedAsTheyAreAtEachReload() throws Exception {
    String yaml =
        """
        listen: ["127.0.0.1:0"]
        behind: cloudflare
        access: {block: [192.0.2.7]}
        """;
    String forwarded = REQUEST.replace("CF-Ray: ", "CF-Connecting-IP: 192.0.2.7\r\nCF-Ray: ");
    start(yaml);
    assertThat(ask(forwarded)).startsWith("HTTP/1.1 200");
    cloudflare = List.of(new Range(new Provider("Cloudflare", LocalDate.EPOCH, List.of()), "127.0.0.0/8"));
    edge.reload(config(yaml));
    assertThat(ask(forwarded)).startsWith("HTTP/1.1 403").contains("Ray-Id: 00f067aa0ba902b7-AMS\r\n");
    edge.reload(config(yaml.replace("cloudflare", "none")));
    assertThat(ask(forwarded)).startsWith("HTTP/1.1 200");
  }

  @Test
  void anAddressIsToldAsItWasWrittenWithThePortThatWasFound() throws Exception {
    start("listen: [\"localhost:0\"]\n");
    assertThat(edge.addresses().getFirst()).startsWith("localhost:").doesNotEndWith(":0");
  }

  @Test
  void aStrangerNamesNoRay() throws Exception {
    start("listen: [\"127.0.0.1:0\"]\n");
    assertThat(ask(REQUEST)).startsWith("HTTP/1.1 200").doesNotContain("00f067aa0ba902b7");
  }

  @Test
  void theConfiguredNumberOfConnectionsOfOneClientIsOpenAtMost() throws Exception {
    start("listen: [\"127.0.0.1:0\"]\nlimits: {connections_per_client: 2}\n");
    try (Socket first = connect();
        Socket second = connect()) {
      first.getOutputStream().write("GET".getBytes(ISO_8859_1));
      second.getOutputStream().write("GET".getBytes(ISO_8859_1));
      assertThat(ask(REQUEST)).startsWith("HTTP/1.1 503");
    }
  }

  @Test
  void tlsToAPortThatIsPlainIsClosedWithoutAWord() throws Exception {
    start("listen: [\"127.0.0.1:0\"]\n");
    assertThat(ask("\u0016\u0003\u0001\u0000\u0005hello")).isEmpty();
  }

  @Test
  void anAddressThatIsTakenIsNamed() throws Exception {
    start("listen: [\"127.0.0.1:0\"]\n");
    int taken = port();
    try (Edge second = started("listen: [\"127.0.0.1:" + taken + "\"]\n")) {
      assertThat(second).isNull();
    } catch (dev.fivetwenty.origin.ConfigurationProblem problem) {
      assertThat(problem).hasMessageContaining("127.0.0.1:" + taken);
    }
  }

  @Test
  void aReloadListensElsewhereAndLeavesOpenConnections() throws Exception {
    start("listen: [\"127.0.0.1:0\"]\n");
    try (Socket kept = connect()) {
      kept.getOutputStream().write("GET /.edge/trace HT".getBytes(ISO_8859_1));
      Path socket = directory.resolve("other.sock");
      edge.reload(config("listen: [\"unix:" + socket + "\"]\n"));
      assertThat(edge.addresses()).containsExactly("unix:" + socket);
      kept.getOutputStream().write(REQUEST.substring(19).getBytes(ISO_8859_1));
      assertThat(new String(kept.getInputStream().readAllBytes(), ISO_8859_1))
          .startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void theNextRequestOfAnOpenConnectionIsReadByTheLimitsOfAReload() throws Exception {
    String yaml = "listen: [\"127.0.0.1:0\"]\n";
    start(yaml);
    String target = "/.edge/trace?" + "x".repeat(2000);
    try (var caller = new Caller(new InetSocketAddress("127.0.0.1", port()))) {
      assertThat(caller.get("a.example", target).status()).isEqualTo(200);
      edge.reload(config(yaml + "limits: {request_line: 1KiB}\n"));
      assertThat(caller.get("a.example", "/.edge/trace").status()).isEqualTo(200);
      assertThat(caller.get("a.example", target).status()).isEqualTo(414);
    }
  }

  /// Each takes 66,048 bytes, so 15 have room.
  @Test
  void ofManyLargeHeadsThatAreNotWholeThereIsRoomForSome() throws Exception {
    start("listen: [\"127.0.0.1:0\"]\nlimits: {heads_in_memory: 1MiB}\ntimeouts: {client_head: 10m}\n");
    String head = REQUEST.replace("\r\n\r\n", ("\r\nX: " + "x".repeat(1000)).repeat(40));
    var clients = new ArrayList<Socket>();
    try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
      var replies = new ExecutorCompletionService<Answer>(readers);
      for (int i = 0; i < 20; i++) {
        Socket client = connect();
        clients.add(client);
        client.getOutputStream().write(head.getBytes(ISO_8859_1));
        replies.submit(() -> answer(client));
      }
      for (int i = 0; i < 5; i++) {
        Answer answer = replies.take().get();
        assertThat(answer.start()).endsWith(" 503");
        answer.client().close();
        clients.remove(answer.client());
      }
      for (Socket client : clients) client.getOutputStream().write("\r\n\r\n".getBytes(ISO_8859_1));
      for (int i = 5; i < 20; i++) assertThat(replies.take().get().start()).endsWith(" 200");
    } finally {
      for (Socket client : clients) client.close();
    }
  }

  @Test
  void thatTheHeapIsTooSmallForHeadsIsSaid() throws Exception {
    start("listen: [\"127.0.0.1:0\"]\nlimits: {heads_in_memory: 1TiB}\n");
    assertThat(notices.poll(60, TimeUnit.SECONDS)).startsWith("limits.heads_in_memory: ");
  }

  private record Answer(Socket client, String start) {}

  private static Answer answer(Socket client) throws IOException {
    return new Answer(client, new String(client.getInputStream().readNBytes(12), ISO_8859_1));
  }

  private void start(String yaml) throws IOException {
    edge = started(yaml);
  }

  private Edge started(String yaml) throws IOException {
    return Edge.start(
        config(yaml), new Labels(), recorder,
        new Watches(InstantSource.system(), System::nanoTime), InstantSource.system(),
        TestEdge::noArchive, () -> cloudflare, notices::add);
  }

  private EdgeConfig config(String yaml) throws IOException {
    String text = yaml + "routes: [{origins: [\"http://127.0.0.1:9\"]}]\nworkers: 1\n";
    Source source =
        Source.of("test", directory, new ByteArrayInputStream(text.getBytes(ISO_8859_1)));
    return EdgeYaml.read(source, Overrides.of(List.of()), Surroundings.ofProcess(Map.of()));
  }

  private int port() {
    String place = edge.addresses().getFirst();
    return Integer.parseInt(place.substring(place.lastIndexOf(':') + 1));
  }

  private Socket connect() throws IOException {
    var socket = new Socket("127.0.0.1", port());
    socket.setSoTimeout(60_000);
    return socket;
  }

  private String ask(String bytes) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private static String read(SocketChannel channel) throws IOException {
    var reply = new StringBuilder();
    var bytes = ByteBuffer.allocate(4096);
    while (channel.read(bytes) >= 0) {
      reply.append(new String(bytes.array(), 0, bytes.position(), ISO_8859_1));
      bytes.clear();
    }
    return reply.toString();
  }
}
