package dev.fivetwenty.cli.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fivetwenty.config.EdgeConfig;
import dev.fivetwenty.config.node.Overrides;
import dev.fivetwenty.config.node.Source;
import dev.fivetwenty.config.node.Surroundings;
import dev.fivetwenty.config.yaml.EdgeYaml;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The whole service in this JVM: the proxy, its log, its metrics and the operators' door.
@Timeout(120)
class EdgeServiceTest {

  private static final String RELOADED = "fivetwenty_config_last_reload_successful ";

  @TempDir Path folder;

  private final List<String> notices = new CopyOnWriteArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private HeldOrigin origin;
  private EdgeService service;

  @BeforeEach
  void openOrigin() throws IOException {
    origin = HeldOrigin.named("first");
  }

  @AfterEach
  void stop() {
    http.close();
    origin.close();
    if (service == null) return;
    service.stopNow();
    service.stop();
  }

  @Test
  void operatorsSeeWhatClientsDid() throws Exception {
    start("");
    assertThat(admin("/healthz").statusCode()).isEqualTo(200);
    assertThat(admin("/readyz").body()).isEqualTo("ready\n");
    try (var client = client()) {
      for (int i = 0; i < 3; i++) assertThat(client.get("/")).startsWith("HTTP/1.1 200 OK\r\n").endsWith("first");
    }
    assertThat(metric("fivetwenty_requests_total{", "code=\"200\"", "method=\"GET\"")).isEqualTo(3);
    assertThat(metric("fivetwenty_client_connections_accepted_total")).isEqualTo(1);
    assertThat(admin("/-/config").body()).contains("- " + origin.url(), "shutdown_timeout: 30s");
  }

  @Test
  void aFailureIsAnsweredLoggedAndCounted() throws Exception {
    origin.close();
    start("access_log: {path: access.log}\n");
    try (var client = client()) {
      assertThat(client.get("/cart?token=secret")).startsWith("HTTP/1.1 521 ");
      client.send("HEAD /");
      client.head();
    }
    assertThat(metric("fivetwenty_origin_errors_total{", "cause=\"tcp-refused\"")).isPositive();
    assertThat(metric("fivetwenty_edge_answers_total{", "cause=\"tcp-refused\"", "status=\"521\"")).isEqualTo(2);
    service.stop();
    assertThat(log("access.log").getFirst())
        .contains("\"status\":521", "\"cause\":\"tcp-refused\"", "\"query\":\"token=*\"")
        .containsPattern("\"body_bytes_sent\":[1-9]");
    assertThat(log("access.log").getLast()).contains("\"body_bytes_sent\":0");
  }

  @Test
  void theLogKeepsQueriesWhereItIsToldTo() throws Exception {
    start("access_log: {path: access.log, query: keep}\n");
    try (var client = client()) {
      client.get("/?q=shoes");
    }
    service.stop();
    assertThat(log("access.log")).singleElement().asString().contains("\"query\":\"q=shoes\"");
  }

  @Test
  void connectIsRefusedWithWhatIsAllowed() throws Exception {
    start("");
    try (var client = client()) {
      client.raw("CONNECT shop.example:443 HTTP/1.1\r\nHost: shop.example:443\r\n\r\n");
      assertThat(client.head())
          .startsWith("HTTP/1.1 405 ")
          .contains("\r\nAllow: GET, HEAD, POST, PUT, DELETE, OPTIONS, TRACE, PATCH\r\n");
    }
  }

  @Test
  void aReloadServesTheNextExchangeOfAConnectionThatStays() throws Exception {
    start("");
    try (var client = client(); var second = HeldOrigin.named("second")) {
      assertThat(client.get("/")).endsWith("first");
      write("site: NEW\n", second);
      HttpResponse<String> answer = reload();
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("in use, with 1 route\n");
      assertThat(client.get("/")).endsWith("second").containsPattern("\r\nRay-Id: [0-9a-f]{16}-NEW\r\n");
      assertThat(client.get("/.edge/trace")).as("the same connection").contains("\nkept=2\n");
    }
  }

  @Test
  void anExchangeThatRunsEndsByTheOldConfiguration() throws Exception {
    start("");
    try (var client = client(); var second = HeldOrigin.named("second")) {
      client.send("GET /held");
      client.head();
      origin.awaitHeld();
      write("", second);
      assertThat(reload().statusCode()).isEqualTo(200);
      origin.let();
      assertThat(client.content(5)).isEqualTo("first");
      assertThat(client.get("/")).endsWith("second");
    }
  }

  @Test
  void aBadConfigurationIsRefusedWithItsLinesAndTheOldOneStays() throws Exception {
    start("");
    Path file = write("sit: NEW\n", origin);
    HttpResponse<String> answer = reload();
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .startsWith("the old configuration stays in use:\n")
        .contains(file + ":4:1: there is no key sit here; did you mean site?\n");
    assertThat(metric(RELOADED)).isZero();
    try (var client = client()) {
      assertThat(client.get("/")).endsWith("first").contains("-LOC\r\n");
    }
    write("", origin);
    assertThat(reload().statusCode()).isEqualTo(200);
    assertThat(metric(RELOADED)).isEqualTo(1);
    assertThat(notices)
        .anyMatch(line -> line.endsWith("did you mean site?"))
        .containsSubsequence("reload: refused, the old configuration stays in use", "reload: in use, with 1 route");
  }

  @Test
  void whatNeedsARestartIsRefusedByName() throws Exception {
    start("");
    write("workers: 3\naccess_log: {format: combined}\n", origin);
    assertThat(reload().body())
        .isEqualTo(
            "the old configuration stays in use:\n"
                + "workers cannot change while the edge runs: restart it\n"
                + "access_log cannot change while the edge runs: restart it\n");
  }

  @Test
  void ownErrorPagesAreReadAgainAtAReload() throws Exception {
    Files.createDirectory(folder.resolve("pages"));
    Path page = Files.writeString(folder.resolve("pages/52x.html"), "old ::RAY_ID::");
    origin.close();
    start("error_pages: {directory: pages}\n");
    try (var client = client()) {
      assertThat(client.get("/")).containsPattern("\r\n\r\nold [0-9a-f]{16}-LOC$");
      Files.writeString(page, "new ::STATUS::");
      assertThat(reload().statusCode()).isEqualTo(200);
      assertThat(client.get("/")).endsWith("\r\n\r\nnew 521");
      Files.writeString(page, "bad ::STATUSS::");
      assertThat(reload().body()).contains(page + ":1:5: there is no token ::STATUSS::; did you mean ::STATUS::?");
      assertThat(client.get("/")).endsWith("\r\n\r\nnew 521");
    }
  }

  @Test
  void aDefectInAReloadIsAnAnswerToo() throws Exception {
    EdgeConfig config = read(write("", origin));
    service =
        EdgeService.start(
            config, () -> { throw new IllegalStateException("seven"); },
            folder.resolve("data"), Map.of(), "1.2.3", notices::add);
    assertThat(reload().body()).contains("a defect of its own", "seven");
  }

  @Test
  void aStopLetsExchangesEndAndTakesNoNewOnes() throws Exception {
    start("access_log: {path: access.log}\n");
    try (var busy = client(); var idle = client()) {
      assertThat(idle.get("/")).endsWith("first");
      busy.send("GET /held");
      String head = busy.head();
      origin.awaitHeld();
      int port = port();
      Thread stopping = Thread.ofVirtual().start(service::stop);
      assertThat(idle.rest()).isEqualTo(new KeptClient.Rest("", false));
      assertThatThrownBy(() -> new KeptClient(port)).isInstanceOf(ConnectException.class);
      assertThat(admin("/readyz").body()).isEqualTo("draining\n");
      assertThat(admin("/readyz").statusCode()).isEqualTo(503);
      assertThat(reload().body()).endsWith("the edge is stopping\n");
      origin.let();
      assertThat(head).startsWith("HTTP/1.1 200 OK\r\n");
      assertThat(busy.rest()).isEqualTo(new KeptClient.Rest("first", false));
      stopping.join();
    }
    assertThat(log("access.log")).hasSize(2).last().asString().contains("\"path\":\"/held\"", "\"status\":200");
    assertThat(notices)
        .containsExactly(
            "stopping: exchanges have 30s to end; a second signal stops at once", "the edge is stopping",
            "reload: refused, the old configuration stays in use");
  }

  @Test
  void aStopCutsWhatDoesNotEndInTime() throws Exception {
    start("shutdown_timeout: 100ms\naccess_log: {path: access.log}\n");
    try (var busy = client()) {
      busy.send("GET /held");
      busy.head();
      origin.awaitHeld();
      service.stop();
      assertThat(busy.rest().text()).isEqualTo("f");
    }
    assertThat(log("access.log")).singleElement().asString().contains("\"path\":\"/held\"");
    assertThat(notices).last().isEqualTo("exchanges that had not ended were cut off");
  }

  @Test
  void aSecondStopWaitsForNothing() throws Exception {
    start("shutdown_timeout: 1d\n");
    try (var busy = client()) {
      busy.send("GET /held");
      busy.head();
      origin.awaitHeld();
      Thread stopping = Thread.ofVirtual().start(service::stop);
      service.stopNow();
      service.awaitStop();
      stopping.join();
      assertThat(busy.rest().text()).isEqualTo("f");
    }
  }

  @Test
  void aHurriedStopCutsNothingWhereNothingRuns() throws Exception {
    start("");
    try (var idle = client()) {
      assertThat(idle.get("/")).endsWith("first");
      service.stopNow();
      service.stop();
    }
    assertThat(notices).singleElement().asString().startsWith("stopping: ");
  }

  @Test
  void connectionsThatAreTurnedAwayAreCountedByReason() throws Exception {
    start("limits: {connections_per_client: 1}\n");
    try (var first = client()) {
      assertThat(first.get("/")).endsWith("first");
      try (var second = client()) {
        assertThat(second.head()).startsWith("HTTP/1.1 503 ");
      }
    }
    assertThat(admin("/metrics").body())
        .contains("fivetwenty_client_connections_refused_total{reason=\"client-limit\"} 1")
        .contains("fivetwenty_client_connections_refused_total{reason=\"tls-handshake\"} 0");
  }

  private void start(String more) throws Exception {
    Path file = write(more, origin);
    service = EdgeService.start(read(file), () -> read(file), folder.resolve("data"), Map.of(), "1.2.3", notices::add);
  }

  private Path write(String more, HeldOrigin to) throws IOException {
    String text = "listen: [127.0.0.1:0]\nadmin: 127.0.0.1:0\nroutes: [{origins: [%s]}]\n%s";
    String log = more.contains("access_log") ? "" : "access_log: {path: none}\n";
    return Files.writeString(folder.resolve("edge.yaml"), text.formatted('"' + to.url() + '"', more) + log);
  }

  static EdgeConfig read(Path file) {
    return EdgeYaml.read(Source.of(file), Overrides.NONE, Surroundings.ofProcess(Map.of()).lookingAtFiles());
  }

  private int port() {
    return URI.create("http://" + service.addresses().getFirst()).getPort();
  }

  private KeptClient client() throws IOException {
    return new KeptClient(port());
  }

  private HttpResponse<String> admin(String path) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(adminUrl(path)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> reload() throws IOException, InterruptedException {
    HttpRequest post = HttpRequest.newBuilder(adminUrl("/-/reload")).POST(BodyPublishers.noBody()).build();
    return http.send(post, BodyHandlers.ofString());
  }

  private URI adminUrl(String path) {
    var address = (InetSocketAddress) service.adminAddress().orElseThrow();
    return URI.create("http://127.0.0.1:" + address.getPort() + path);
  }

  /// Returns the sum of the series whose line has all of these.
  private double metric(String... parts) throws IOException, InterruptedException {
    return admin("/metrics").body().lines()
        .filter(line -> !line.startsWith("#") && List.of(parts).stream().allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private List<String> log(String name) throws IOException {
    return Files.readAllLines(folder.resolve(name), UTF_8);
  }
}
