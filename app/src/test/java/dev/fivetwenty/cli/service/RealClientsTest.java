package dev.fivetwenty.cli.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.config.node.Overrides;
import dev.fivetwenty.config.node.Source;
import dev.fivetwenty.config.node.Surroundings;
import dev.fivetwenty.config.yaml.EdgeYaml;
import dev.fivetwenty.peers.Programs;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Programs that people use, through the edge to a small site.
@Timeout(180)
class RealClientsTest {

  private static final int UPLOAD_BYTES = 10_000_000;
  private static final Path SCRIPTS = Path.of("src/test/resources/dev/fivetwenty/cli/service");

  @TempDir Path folder;

  private EchoOrigin origin;
  private EdgeService service;
  private String url;
  private Path upload;
  private String echoed;

  /// How a program ended.
  private record Ran(int exitCode, String out, String err) {}

  @BeforeEach
  void start() throws Exception {
    origin = new EchoOrigin();
    var overrides =
        Overrides.of(
            List.of(
                Map.entry("--origin", origin.url()), Map.entry("--listen", "127.0.0.1:0"),
                Map.entry("--admin", "none"), Map.entry("--access-log", log().toString())));
    var config = EdgeYaml.read(Source.NONE, overrides, Surroundings.ofProcess(Map.of()));
    service = EdgeService.start(config, () -> config, log().resolveSibling("data"), Map.of(), "1.2.3", line -> {});
    url = "http://" + service.addresses().getFirst();
    byte[] content = new byte[UPLOAD_BYTES];
    RandomGenerator.of("L64X128MixRandom").nextBytes(content);
    upload = Files.write(folder.resolve("upload"), content);
    echoed = UPLOAD_BYTES + " " + HexFormat.of().formatHex(EchoOrigin.sha256().digest(content));
  }

  @AfterEach
  void stop() {
    service.stop();
    origin.close();
  }

  private Path log() {
    return folder.resolve("access.log");
  }

  @Test
  void curl() throws Exception {
    assertThat(curl("-i", url + "/text")).startsWith("HTTP/1.1 200 OK\r\n").endsWith(EchoOrigin.TEXT);
    assertThat(curl("-i", "--http1.0", url + "/chunked"))
        .as("no chunks for who does not know them").endsWith("\r\n\r\n" + EchoOrigin.TEXT)
        .contains("Connection: close").doesNotContain("chunked");
    assertThat(curl("-I", url + "/text")).contains("\r\nContent-Length: 100\r\n").endsWith("\r\n\r\n");
    assertThat(curl("-i", "-r", "90-99", url + "/text"))
        .startsWith("HTTP/1.1 206 ").containsIgnoringCase("\r\nContent-Range: bytes 90-99/100\r\n").endsWith("\r\n\r\n0123456789");
    assertThat(curl("-w", " %{num_connects}", url + "/text", url + "/chunked"))
        .as("one connection").isEqualTo(EchoOrigin.TEXT + " 1" + EchoOrigin.TEXT + " 0");
    assertThat(curl("-w", "%{http_code} %{errormsg}", "-o", "/dev/null", url + "/broken")).startsWith("520 ");
  }

  @Test
  void curlUploads() throws Exception {
    assertThat(curl("--data-binary", "@" + upload, url + "/echo")).isEqualTo("POST " + echoed);
    assertThat(curl("-T", upload.toString(), "-H", "Transfer-Encoding: chunked", url + "/echo"))
        .isEqualTo("PUT " + echoed);
    assertThat(curl("-i", "-H", "Expect: 100-continue", "--expect100-timeout", "60", "-d", "shoes", url + "/echo"))
        .startsWith("HTTP/1.1 100 Continue\r\n").contains("\r\n\r\nHTTP/1.1 200 OK\r\n", "\r\n\r\nPOST 5 ");
  }

  private String curl(String... arguments) throws Exception {
    var words = new ArrayList<>(List.of("-sS", "--max-time", "60"));
    words.addAll(List.of(arguments));
    return sound(run("curl", words));
  }

  @Test
  void wget() throws Exception {
    assertThat(sound(run("wget", List.of("-qO-", url + "/text")))).isEqualTo(EchoOrigin.TEXT);
    assertThat(sound(run("wget", List.of("-qO-", "--post-file=" + upload, url + "/echo")))).isEqualTo("POST " + echoed);
    Path half = Files.writeString(folder.resolve("text"), EchoOrigin.TEXT.substring(0, 42));
    sound(run("wget", List.of("-qc", "-P", folder.toString(), url + "/text")));
    assertThat(half).as("the rest was asked for").hasContent(EchoOrigin.TEXT);
    Ran broken = run("wget", List.of("--tries=1", "--content-on-error", "-O-", url + "/broken"));
    assertThat(broken.exitCode()).as("the server said an error").isEqualTo(8);
    assertThat(broken.err()).contains("520 Origin Reply Unusable");
    assertThat(broken.out()).contains("Ray ID");
  }

  @Test
  void node() throws Exception {
    assertThat(sound(run("node", List.of(SCRIPTS + "/client.mjs", url, upload.toString(), echoed))))
        .isEqualTo("fetch ok\nagent ok\n");
  }

  @Test
  void python() throws Exception {
    String address = url.substring("http://".length());
    assertThat(sound(run("python3", List.of(SCRIPTS + "/client.py", address, upload.toString(), echoed))))
        .isEqualTo("http.client ok\nurllib ok\n");
  }

  /// It asks for an upgrade to HTTP/2 at first, which the edge does not pass on.
  @Test
  void java() throws Exception {
    try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      assertThat(client.send(request("/text").build(), BodyHandlers.ofString()).body()).isEqualTo(EchoOrigin.TEXT);
      assertThat(client.send(request("/chunked").build(), BodyHandlers.ofString()).body()).isEqualTo(EchoOrigin.TEXT);
      HttpRequest post = request("/echo").POST(BodyPublishers.ofFile(upload)).build();
      assertThat(client.send(post, BodyHandlers.ofString()).body()).isEqualTo("POST " + echoed);
      HttpRequest waiting = request("/echo").expectContinue(true).PUT(BodyPublishers.ofFile(upload)).build();
      assertThat(client.send(waiting, BodyHandlers.ofString()).body()).isEqualTo("PUT " + echoed);
      assertThat(client.send(request("/broken").build(), BodyHandlers.ofString()).statusCode()).isEqualTo(520);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path));
  }

  @Test
  void chromium() throws Exception {
    assertThat(chromium("/page.html")).contains("<title>shop</title>", "style 123px, image 45");
    assertThat(chromium("/broken"))
        .contains("The site's server sent no answer", "Ray ID", "resp-empty-fin");
    service.stop();
    assertThat(Files.readAllLines(log()))
        .anyMatch(line -> line.contains("\"path\":\"/style.css\"") && line.contains("\"status\":200"))
        .anyMatch(line -> line.contains("\"path\":\"/logo.svg\"") && line.contains("\"status\":200"))
        .anyMatch(line -> line.contains("\"path\":\"/broken\"") && line.contains("\"cause\":\"resp-empty-fin\""));
  }

  private String chromium(String path) throws Exception {
    Path profile = Files.createTempDirectory(folder, "profile");
    Ran ran =
        run(
            "chromium",
            List.of(
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--disable-extensions", "--disable-dev-shm-usage", "--enable-logging=stderr",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                "--user-data-dir=" + profile, "--dump-dom", url + path));
    assertThat(ran.err()).as("the page may have its style").doesNotContain("Content Security Policy");
    return sound(ran);
  }

  private static String sound(Ran ran) {
    assertThat(ran.exitCode()).as(ran.err() + ran.out()).isZero();
    return ran.out();
  }

  private Ran run(String program, List<String> arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(Programs.require(program).toString()));
    command.addAll(arguments);
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    var builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    // The edge is on loopback, whatever proxy is usual here.
    builder.environment().keySet().removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(90, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    return new Ran(process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }
}
