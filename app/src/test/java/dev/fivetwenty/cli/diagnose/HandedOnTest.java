package dev.fivetwenty.cli.diagnose;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.Json64;
import dev.fivetwenty.cli.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What `probe`, `diagnose` and `judge` show where they were typed, and what they hand on.
@Timeout(120)
class HandedOnTest {

  /// In the query of the URL, in a field of the request, in a cookie and in content.
  private static final String SECRET = "s3cret";

  private static final String REPLY =
      "HTTP/1.1 200 OK\r\nServer: nginx\r\nSet-Cookie: id=cookie-s3cret\r\n"
          + "Link: </a?b=link-s3cret>\r\nContent-Length: 900\r\n\r\ncontent-s3cret, cut";

  @TempDir Path folder;

  private final Terminal terminal = new Terminal();
  private ServerSocket origin;
  private String url;

  @BeforeEach
  void open() throws IOException {
    origin = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    url = "http://127.0.0.1:" + origin.getLocalPort() + "/cart?token=typed-s3cret&page=2";
    Thread.startVirtualThread(this::serve);
  }

  @AfterEach
  void close() throws IOException {
    origin.close();
  }

  private void serve() {
    while (!origin.isClosed()) {
      try {
        Socket client = origin.accept();
        Thread.startVirtualThread(() -> answer(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void answer(Socket client) {
    try (client) {
      if (hasHead(client)) client.getOutputStream().write(REPLY.getBytes(ISO_8859_1));
    } catch (IOException gone) {
      // A client that has left wants no answer.
    }
  }

  /// False for whoever speaks TLS, or leaves.
  private static boolean hasHead(Socket client) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int octet = client.getInputStream().read();
      if (octet < ' ' && octet != '\r' && octet != '\n') return false;
      head.append((char) octet);
    }
    return true;
  }

  @Test
  void anExaminationHandsOnNoSecretAndShowsTheUrlToWhoeverTypedIt() throws IOException {
    assertThat(diagnose()).isEqualTo(Exit.FAULT);
    assertThat(terminal.out()).contains("token=typed-s3cret&page=2").doesNotContain("cookie-s3cret", "field-s3cret");
    assertThat(names()).containsExactly(
        "junit.xml", "reply.bin", "report.json", "report.md", "report.txt", "request.bin",
        "ticket.zip", "ticket/TICKET.html", "ticket/TICKET.md", "ticket/direct.har",
        "ticket/manifest.json", "ticket/reply.bin", "ticket/request.bin", "ticket/transcript.txt",
        "ticket/verdict.json");
    for (Path file : files()) assertThat(text(file)).as(file.toString()).doesNotContain(SECRET);
    assertThat(terminal.err()).isEmpty();
    for (String name : List.of("junit.xml", "report.json", "report.md", "report.txt")) {
      assertThat(text(folder.resolve("out").resolve(name))).contains("/cart?token=************&");
    }
  }

  @Test
  void theJudgeSaysTheSameOfBytesThatAreHandedOn() throws IOException {
    diagnose();
    byte[] handedOn = Files.readAllBytes(folder.resolve("out/reply.bin"));
    assertThat(handedOn).hasSize(REPLY.length());
    terminal.input(REPLY).run("judge", "--json", "-");
    JsonNode came = verdict();
    terminal.input(new String(handedOn, ISO_8859_1)).run("judge", "--json", "-");
    assertThat(verdict()).isEqualTo(came);
    assertThat(came.get("cause").asString()).isEqualTo("body-short-fin");
  }

  @Test
  void allOfItIsHandedOnToWhoeverAsksForIt() throws IOException {
    diagnose("--show-secrets");
    assertThat(text(folder.resolve("out/reply.bin"))).isEqualTo(REPLY);
    assertThat(text(folder.resolve("out/request.bin"))).contains("typed-s3cret", "field-s3cret");
    assertThat(text(folder.resolve("out/report.md")))
        .contains("token=typed-s3cret").doesNotContain("Covered");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--json", "--markdown"})
  void aDocumentOnStandardOutputIsHandedOn(String form) {
    terminal.run("diagnose", form, "--repeat", "1", "--rate", "50", url);
    assertThat(opened(terminal.out())).doesNotContain(SECRET).contains("/cart?token=************&");
  }

  @Test
  void aProbeShowsTheUrlAtTheTerminalOnly() {
    assertThat(terminal.run("probe", url)).isEqualTo(Exit.FAULT);
    assertThat(terminal.out()).contains("> GET /cart?token=typed-s3cret&page=2 HTTP/1.1")
        .doesNotContain("cookie-s3cret");
    assertThat(terminal.run("probe", "--json", url)).isEqualTo(Exit.FAULT);
    assertThat(opened(terminal.out())).doesNotContain(SECRET);
    terminal.run("probe", "--json", "--show-secrets", url);
    assertThat(opened(terminal.out())).contains("typed-s3cret", "cookie-s3cret", "content-s3cret");
  }

  private int diagnose(String... more) {
    return terminal.run(Stream.concat(
        Stream.of(
            "diagnose", "--repeat", "1", "--rate", "50", "-H", "X-Key: field-s3cret", "--out",
            folder.resolve("out").toString(), url),
        Stream.of(more)).toArray(String[]::new));
  }

  private JsonNode verdict() {
    return JsonMapper.shared().readTree(terminal.out()).get("verdict");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private List<String> names() throws IOException {
    return files().stream().map(file -> folder.resolve("out").relativize(file).toString()).sorted().toList();
  }

  private static String text(Path file) {
    try {
      return opened(Files.readString(file, ISO_8859_1));
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /// Returns a text, and behind it what it holds in base64.
  private static String opened(String text) {
    var opened = new StringBuilder(text);
    if (text.startsWith("{")) {
      for (JsonNode octets : JsonMapper.shared().readTree(text).findValues("base64")) {
        byte[] bytes = Base64.getDecoder().decode(octets.asString());
        opened.append('\n').append(new String(bytes, ISO_8859_1));
      }
      opened.append('\n').append(Json64.decoded(text));
    }
    return opened.toString();
  }
}
