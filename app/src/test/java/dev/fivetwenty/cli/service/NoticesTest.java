package dev.fivetwenty.cli.service;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.fivetwenty.config.EdgeConfig;
import dev.fivetwenty.config.node.Overrides;
import dev.fivetwenty.config.node.Source;
import dev.fivetwenty.config.node.Surroundings;
import dev.fivetwenty.config.yaml.EdgeYaml;
import dev.fivetwenty.origin.ConfigurationProblem;
import dev.fivetwenty.origin.RawOrigin;
import dev.fivetwenty.peers.Programs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// From a failure on the edge to whoever wants to be told of it.
@Timeout(120)
class NoticesTest {

  private static final String SECRET = "only the two of us know";

  @TempDir Path folder;

  private record Told(String signature, String body) {}

  private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
  private final AtomicBoolean asked = new AtomicBoolean();
  private RawOrigin origin;
  private HttpServer receiver;

  @BeforeEach
  void open() throws IOException {
    origin =
        RawOrigin.doing(
            peer -> {
              String head = peer.readHead();
              boolean resets = head.contains(" /reset ");
              if (head.contains(" /once ") && !asked.getAndSet(true)) {
                peer.write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 4\r\n\r\npage");
              } else if (resets) peer.reset();
              else peer.fin();
              peer.awaitClose();
            });
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/", this::take);
    receiver.start();
    Files.writeString(folder.resolve("hook"), SECRET + "\n");
  }

  @AfterEach
  void close() {
    receiver.stop(0);
    origin.close();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String signature = exchange.getRequestHeaders().getFirst("Fivetwenty-Signature");
      told.add(new Told(signature, new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
      exchange.sendResponseHeaders(204, -1);
    }
  }

  @Test
  void aKindOfFailureThatWasNeverSeenIsToldOnceAndSigned() throws Exception {
    EdgeService service = start(wanted(), "");
    ask(service, "/a?token=hunter2");
    Told first = next();
    for (int i = 0; i < 3; i++) ask(service, "/a");
    ask(service, "/reset");
    Told second = next();
    awaitMetric(service, "fivetwenty_notices_total{result=\"delivered\"} 2.0");
    service.stop();

    EdgeService again = start(wanted(), "");
    ask(again, "/a");
    again.stop();

    assertThat(told).isEmpty();
    JsonNode document = JsonMapper.shared().readTree(first.body);
    assertThat(document.get("event").asString()).isEqualTo("new-group");
    assertThat(document.get("site").asString()).isEqualTo("LOC");
    assertThat(document.at("/group/cause").asString()).isEqualTo("resp-empty-fin");
    assertThat(document.at("/group/id").asString()).matches("[0-9a-f]{12}");
    assertThat(second.body).contains("\"cause\":\"resp-empty-rst\"");
    assertThat(first.body).doesNotContain("hunter2", "token");
    isSigned(first);
    isSigned(second);
  }

  /// The lines of the documentation, as a receiver would run them.
  @Test
  void theDocumentedLinesTellAGenuineDocumentFromAnother() throws Exception {
    Programs.require("openssl");
    EdgeService service = start(wanted(), "");
    ask(service, "/a");
    Told one = next();
    service.stop();
    assertThat(verified(one.signature, one.body)).isEqualTo("genuine\n");
    assertThat(verified(one.signature, one.body + " ")).isEqualTo("another\n");
    assertThat(verified(one.signature.replaceFirst("t=\\d+", "t=1"), one.body)).isEqualTo("another\n");
  }

  private String verified(String signature, String body) throws Exception {
    String page = Files.readString(Path.of("../docs/operations/incidents.md"));
    Matcher lines = Pattern.compile("```sh\n(# signature and body.*?)```", Pattern.DOTALL).matcher(page);
    assertThat(lines.find()).isTrue();
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", lines.group(1)).redirectErrorStream(true);
    shell.environment().putAll(Map.of("signature", signature, "body", body));
    Files.createDirectories(folder.resolve("keys"));
    Files.writeString(folder.resolve("keys/hook"), SECRET + "\n");
    Process process = shell.directory(folder.toFile()).start();
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }

  @Test
  void aReceiverThatIsGoneHoldsNobodyUp() throws Exception {
    receiver.stop(0);
    EdgeService service = start(wanted(), "");
    assertThat(ask(service, "/a")).startsWith("HTTP/1.1 520 ");
    service.stop();
    assertThat(metrics(service)).contains("fivetwenty_notices_total{result=\"dropped\"} 1.0");
  }

  @Test
  void aBudgetThatBurnsIsToldWithoutARecorder() throws Exception {
    EdgeService service = start(wanted(), "recorder: {enabled: false}\n");
    for (int i = 0; i < 12; i++) ask(service, "/a");
    JsonNode document = JsonMapper.shared().readTree(next().body);
    service.stop();
    assertThat(document.get("event").asString()).isEqualTo("burn-rate");
    assertThat(document.at("/burnRate/5m").asDouble()).isBetween(99.9, 100.1);
    assertThat(told).isEmpty();
  }

  @Test
  void copiesInPlaceOfFailuresAreTold() throws Exception {
    EdgeService service = start(wanted(), "recorder: {enabled: false}\n");
    assertThat(ask(service, "/once")).startsWith("HTTP/1.1 200 ");
    awaitMetric(service, "fivetwenty_copies 1");
    String copy = ask(service, "/once");
    JsonNode document = JsonMapper.shared().readTree(next().body);
    service.stop();
    assertThat(copy).contains("detail=always-online");
    assertThat(document.get("event").asString()).isEqualTo("kept-copies");
    assertThat(document.at("/keptCopies/route").asString()).isEqualTo("*/");
    assertThat(document.at("/keptCopies/cause").asString()).isEqualTo("resp-empty-fin");
    assertThat(copy).contains("Ray-Id: " + document.at("/keptCopies/ray").asString() + "\r\n");
    assertThat(document.at("/keptCopies/over").asBoolean()).isFalse();
    assertThat(document.at("/keptCopies/served").asInt()).isEqualTo(1);
  }

  @Test
  void byDefaultNobodyIsTold() throws Exception {
    EdgeService service = start("", "");
    ask(service, "/a");
    service.stop();
    assertThat(told).isEmpty();
    assertThat(metrics(service)).doesNotContain("fivetwenty_notices");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short\n", "fifteen bytes..\r\n"})
  void aSecretThatIsTooShortIsRefused(String secret) throws IOException {
    Files.writeString(folder.resolve("hook"), secret);
    assertThatThrownBy(() -> start(wanted(), ""))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageContaining(folder.resolve("hook").toString())
        .hasMessageContaining("too few");
  }

  private static void isSigned(Told one) throws Exception {
    String seconds = one.signature.substring(2, one.signature.indexOf(','));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
    String sum = HexFormat.of().formatHex(mac.doFinal((seconds + "." + one.body).getBytes(UTF_8)));
    assertThat(one.signature).isEqualTo("t=" + seconds + ",v1=" + sum);
  }

  private Told next() throws InterruptedException {
    Told next = told.poll(60, TimeUnit.SECONDS);
    assertThat(next).as("nobody was told").isNotNull();
    return next;
  }

  private String wanted() {
    return "notify: {webhook: 'http://127.0.0.1:%d/hook', secret: hook, objective: 0.99}\n"
        .formatted(receiver.getAddress().getPort());
  }

  private EdgeService start(String notices, String recorder) throws IOException {
    String text =
        """
        listen: ["127.0.0.1:0"]
        admin: none
        workers: 1
        access_log: {path: none}
        routes: [{origins: ["http://127.0.0.1:%d"], always_online: true}]
        """.formatted(origin.port()) + notices + recorder;
    var source = Source.of("test", folder, new ByteArrayInputStream(text.getBytes(ISO_8859_1)));
    EdgeConfig config = EdgeYaml.read(source, Overrides.NONE, Surroundings.ofProcess(Map.of()));
    return EdgeService.start(
        config, () -> config, folder.resolve("data"), Map.of(), "1.2.3", line -> {});
  }

  private static String ask(EdgeService service, String target) throws IOException {
    String place = service.addresses().getFirst();
    int colon = place.lastIndexOf(':');
    int port = Integer.parseInt(place.substring(colon + 1));
    try (var socket = new Socket(place.substring(0, colon), port)) {
      String head = "GET " + target + " HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private static String metrics(EdgeService service) throws IOException {
    var out = new ByteArrayOutputStream();
    service.writeMetrics("", out);
    return out.toString(ISO_8859_1);
  }

  private static void awaitMetric(EdgeService service, String line) throws IOException {
    while (!metrics(service).contains(line)) Thread.onSpinWait();
  }
}
