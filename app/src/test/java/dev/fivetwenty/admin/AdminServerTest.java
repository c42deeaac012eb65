package dev.fivetwenty.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fivetwenty.recorder.Watches;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The operators' door: what it answers, to whom, and that it stays within its bounds.
class AdminServerTest {

  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final FakeOperations operations = new FakeOperations();
  private final List<String> notices = new CopyOnWriteArrayList<>();
  private AdminServer server;

  @BeforeEach
  void start() throws IOException {
    server = AdminServer.start(ANY_PORT, "admin.example", operations, notices::add);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theIndexListsWhatThereIs() throws Exception {
    assertThat(get("/")).contains("200 OK", "/metrics", "/readyz", "/-/reload");
  }

  @Test
  void healthReadinessMetricsAndConfiguration() throws Exception {
    assertThat(get("/healthz")).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\nok\n");
    assertThat(get("/readyz")).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\nready\n");
    assertThat(get("/metrics")).contains("Content-Type: text/plain").endsWith("up 1\n");
    assertThat(get("/metrics?name=up")).endsWith("up 1\n");
    assertThat(get("/-/config")).endsWith("listen: [\"127.0.0.1:8520\"]\n");
    assertThat(ask("GET /metrics HTTP/1.1\r\nHost: localhost\r\nAccept: application/openmetrics-text\r\n\r\n"))
        .contains("Content-Type: application/openmetrics-text");
  }

  @Test
  void watchesAreSetListedAndRemoved() throws Exception {
    String watch =
        "{\"id\":1,\"path\":\"/cart x\",\"client\":\"192.0.2.1\",\"ray\":\"8f2c\",\"share\":0.5,"
            + "\"until\":\"2026-11-25T17:30:00Z\"}";
    assertThat(to("POST", "/-/watches?path=%2Fcart%20x&client=192.0.2.1&ray=8f2c&share=0.5&minutes=30"))
        .startsWith("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n").endsWith(watch + "\n");
    assertThat(get("/-/watches")).endsWith("{\"watches\":[" + watch + "]}\n");
    assertThat(to("DELETE", "/-/watches?id=1")).endsWith("{\"removed\":1}\n");
    assertThat(to("DELETE", "/-/watches?id=1")).startsWith("HTTP/1.1 404 ");
    assertThat(get("/-/watches")).endsWith("{\"watches\":[]}\n");
  }

  @ParameterizedTest
  @CsvSource({
    "path=cart, a path starts with /: cart",
    "client=somebody, 'client is an IP address, not somebody'",
    "ray=%2F, a Ray ID has letters",
    "share=0, 'share is above 0, up to 1: 0'",
    "share=NaN, 'share is above 0, up to 1: NaN'",
    "share=x, share is a number",
    "minutes=0, minutes are from 1 to 1440: 0",
    "minutes=1441, minutes are from 1 to 1440: 1441",
    "minutes=soon, 'minutes is a number, not soon'",
    "for=5m, there is no for; there are path",
    "path=%zz, path is not percent-encoded as it should be"
  })
  void aWatchThatCannotBeSetSaysWhy(String query, String why) throws Exception {
    assertThat(to("POST", "/-/watches?" + query)).startsWith("HTTP/1.1 400 ").contains("\r\n\r\n" + why);
    assertThat(operations.watches.orElseThrow().all()).isEmpty();
  }

  @Test
  void watchesAreBoundedAndNoPageOfSomebodyElseSetsThem() throws Exception {
    assertThat(ask("POST /-/watches HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n\r\n"))
        .startsWith("HTTP/1.1 403 ");
    for (int i = 0; i < Watches.MOST; i++) to("POST", "/-/watches");
    assertThat(to("POST", "/-/watches")).startsWith("HTTP/1.1 409 ").contains("16 watches");
    operations.watches = Optional.empty();
    assertThat(to("POST", "/-/watches")).startsWith("HTTP/1.1 409 ").contains("the recorder is off");
  }

  private String to(String method, String target) throws IOException {
    return ask(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }

  @Test
  void whoIsNotReadySaysWhy() throws Exception {
    operations.readiness = new Readiness(List.of("draining", "no healthy origin for shop.example/"));

    assertThat(get("/readyz"))
        .startsWith("HTTP/1.1 503 ")
        .endsWith("\r\n\r\ndraining\nno healthy origin for shop.example/\n");
    assertThat(get("/healthz")).contains("200 OK");
  }

  @Test
  void headTellsOfTheContentWithoutIt() throws Exception {
    assertThat(ask("HEAD /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .contains("200 OK", "Content-Length: 3\r\n")
        .endsWith("\r\n\r\n");
  }

  @Test
  void aReloadSaysHowItEnded() throws Exception {
    assertThat(reload("")).contains("200 OK").endsWith("\r\n\r\n2 routes\n");

    operations.reload =
        () -> new ReloadResult.Refused(List.of("edge.yaml:3:5: unknown key", "edge.yaml:9:1: no origin"));
    assertThat(reload(""))
        .startsWith("HTTP/1.1 422 ")
        .contains("the old configuration stays", "edge.yaml:3:5", "edge.yaml:9:1");
  }

  @Test
  void twoReloadsDoNotRunAtOnce() throws Exception {
    var entered = new CountDownLatch(1);
    var leave = new CountDownLatch(1);
    operations.reload =
        () -> {
          entered.countDown();
          await(leave);
          return new ReloadResult.Done("done");
        };
    var first = Thread.ofVirtual().start(() -> reload(""));
    assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();

    assertThat(reload("")).startsWith("HTTP/1.1 409 ");

    leave.countDown();
    first.join();
  }

  @Test
  void aDefectBehindAnOperationIsSaidAndAnswered() throws Exception {
    operations.reload =
        () -> {
          throw new IllegalStateException("on purpose");
        };

    assertThat(reload("")).startsWith("HTTP/1.1 500 ").doesNotContain("on purpose");
    assertThat(notices).singleElement().asString().contains("/-/reload", "on purpose");
    assertThat(get("/healthz")).contains("200 OK");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST /healthz | 405 | GET, HEAD",
        "DELETE /metrics | 405 | GET, HEAD",
        "OPTIONS /-/config | 405 | GET, HEAD",
        "GET /-/reload | 405 | POST",
        "HEAD /-/reload | 405 | POST",
        "BREW /healthz | 405 | GET, HEAD",
      })
  void anotherMethodIsToldWhichWouldDo(String start, int status, String allow) throws Exception {
    assertThat(ask(start + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.1 " + status + " ")
        .contains("Allow: " + allow + "\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/none", "/../healthz", "/./healthz", "//healthz", "/healthz/", "/%68ealthz", "/HEALTHZ",
        "/-/reload/../config", "/metrics/..;/", "/etc/passwd"
      })
  void aPathIsMatchedAsItWasSent(String path) throws Exception {
    assertThat(get(path)).startsWith("HTTP/1.1 404 ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "localhost | 200", "LOCALHOST:8521 | 200", "127.0.0.1 | 200", "127.0.0.1:8521 | 200",
        "[::1]:8521 | 200", "10.1.2.3 | 200", "admin.example | 200", "Admin.Example:1 | 200",
        "evil.example | 421", "127.0.0.1.evil.example | 421", "localhost.evil.example | 421",
        "admin.example.evil.example | 421",
      })
  void aPageThatMadeItsOwnNameLeadHereIsRefused(String host, int status) throws Exception {
    String answer = ask("GET /-/config HTTP/1.1\r\nHost: " + host + "\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    assertThat(answer.contains("listen:")).isEqualTo(status == 200);
  }

  @Test
  void aFormOfAForeignPageCannotReload() throws Exception {
    operations.reload =
        () -> {
          throw new AssertionError("reloaded");
        };

    assertThat(reload("Origin: http://evil.example\r\n")).startsWith("HTTP/1.1 403 ");
    assertThat(reload("Origin: null\r\n")).startsWith("HTTP/1.1 403 ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /healthz HTTP/1.1\\r\\n\\r\\n | 400",
        "GET /healthz HTTP/1.1\\r\\nHost: a\\r\\nHost: b\\r\\n\\r\\n | 400",
        "GET /healthz HTTP/1.1\\r\\nHost : localhost\\r\\n\\r\\n | 400",
        "GET  /healthz HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n | 400",
        "GET /healthz HTTP/3.0\\r\\nHost: localhost\\r\\n\\r\\n | 505",
        "POST /-/reload HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: 5\\r\\n\\r\\nhello | 413",
        "POST /-/reload HTTP/1.1\\r\\nHost: localhost\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n | 413",
        "POST /-/reload HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: 0\\r\\n\\r\\n | 200",
        "GET http://localhost/healthz HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n | 200",
        "GET http://evil.example/healthz HTTP/1.1\\r\\nHost: evil.example\\r\\n\\r\\n | 421",
        "GET /healthz HTTP/1.0\\r\\n\\r\\n | 200",
      })
  void requestsAreReadStrictly(String request, int status) throws Exception {
    assertThat(ask(request.replace("\\r", "\r").replace("\\n", "\n")))
        .startsWith("HTTP/1.1 " + status + " ");
  }

  @Test
  void whatIsTooLargeIsRefusedWithoutReadingItAll() throws Exception {
    assertThat(get("/" + "x".repeat(2000))).startsWith("HTTP/1.1 414 ");
    assertThat(ask("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(60_000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431 ");
    assertThat(ask("GET / HTTP/1.1\r\nHost: localhost\r\n" + "X: y\r\n".repeat(100) + "\r\n"))
        .startsWith("HTTP/1.1 431 ");
  }

  @Test
  void nothingFromOtherOriginsIsAllowed() throws Exception {
    assertThat(ask("GET /metrics HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n\r\n"))
        .doesNotContain("Access-Control")
        .contains("X-Content-Type-Options: nosniff", "Cache-Control: no-store");
  }

  @Test
  void aUnixSocketIsForOwnerAndGroupAndComesBackAfterACrash(@TempDir Path folder) throws Exception {
    Path path = folder.resolve("admin.sock");
    var address = UnixDomainSocketAddress.of(path);
    ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address).close();
    assertThat(path).as("left behind").exists();

    try (var unix = AdminServer.start(address, "", operations, notices::add)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rw-rw----");
      assertThat(over(address, "GET /healthz HTTP/1.1\r\nHost: any.name\r\n\r\n")).contains("200 OK");
      assertThatThrownBy(() -> AdminServer.start(address, "", operations, notices::add))
          .as("one that answers is not taken over")
          .isInstanceOf(IOException.class);
      assertThat(unix.address()).isEqualTo(address);
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void aFileThatIsNoSocketIsNotRemoved(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("precious"), "data");

    assertThatThrownBy(
            () ->
                AdminServer.start(
                    UnixDomainSocketAddress.of(file), "", operations, notices::add))
        .isInstanceOf(IOException.class);
    assertThat(file).hasContent("data");
  }

  private String get(String path) throws IOException {
    return ask("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }

  private String reload(String fields) {
    try {
      return ask("POST /-/reload HTTP/1.1\r\nHost: 127.0.0.1\r\n" + fields + "\r\n");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String ask(String request) throws IOException {
    var address = (InetSocketAddress) server.address();
    try (var socket = new Socket(address.getAddress(), address.getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private static String over(UnixDomainSocketAddress address, String request) throws IOException {
    try (var channel = SocketChannel.open(address)) {
      channel.write(ByteBuffer.wrap(request.getBytes(ISO_8859_1)));
      return new String(Channels.newInputStream(channel).readAllBytes(), ISO_8859_1);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
