package dev.fivetwenty.cli.har.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.Terminal;
import dev.fivetwenty.har.HarEntry;
import dev.fivetwenty.har.HarWitnesses;
import dev.fivetwenty.har.Hars;
import dev.fivetwenty.lab.Lab;
import dev.fivetwenty.lab.LabOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Captures of the lab: HAR that others can read, with the cause beside it.
class HarCaptureTest {

  private static Lab lab;

  private final Terminal terminal = new Terminal();

  @BeforeAll
  static void open() throws IOException {
    lab = Lab.open(LabOptions.ANYWHERE);
  }

  @AfterAll
  static void close() {
    lab.close();
  }

  private static String url(String path) {
    return lab.addresses().index() + path;
  }

  private HarEntry captured() throws Exception {
    return HarWitnesses.accept(terminal.out().getBytes(StandardCharsets.UTF_8)).getLast();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "resp-empty-fin, net::ERR_EMPTY_RESPONSE, 0",
    "resp-empty-rst, net::ERR_CONNECTION_RESET, 0",
    "limit-header-section, net::ERR_RESPONSE_HEADERS_TOO_BIG, 0",
    "hdr-nul-value, net::ERR_INVALID_HTTP_RESPONSE, 0",
    "sl-status-missing, net::ERR_INVALID_HTTP_RESPONSE, 0",
    "hdr-none, net::ERR_INVALID_HTTP_RESPONSE, 0",
    "body-short-fin, net::ERR_CONTENT_LENGTH_MISMATCH, 200",
    "chunk-non-hex, net::ERR_INVALID_CHUNKED_ENCODING, 200",
    "cl-dup-differ, net::ERR_RESPONSE_HEADERS_MULTIPLE_CONTENT_LENGTH, 0",
    "nonhttp-tls, net::ERR_INVALID_HTTP_RESPONSE, 0"
  })
  void failuresAreWholeEntries(String scenario, String error, int status) throws Exception {
    assertThat(terminal.run("har", "capture", url(scenario))).isEqualTo(Exit.FAULT);
    HarEntry entry = captured();
    assertThat(entry.status()).isEqualTo(status);
    assertThat(entry.error()).contains(error);
    assertThat(entry.own().text("cause")).isEqualTo(scenario);
    assertThat(entry.own().text("replyBase64").isEmpty()).isEqualTo(scenario.startsWith("resp-empty"));
    assertThat(terminal.err()).contains(scenario);
  }

  @Test
  void soundRepliesHaveExactSizes() throws Exception {
    assertThat(terminal.run("har", "capture", "--show-secrets", url("ok"))).isEqualTo(Exit.OK);
    HarEntry entry = captured();
    String reply = text(entry.own().text("replyBase64"));
    int headEnd = reply.indexOf("\r\n\r\n") + 4;
    assertThat(entry.status()).isEqualTo(200);
    assertThat(entry.response().number("headersSize", -1)).isEqualTo(headEnd);
    assertThat(entry.response().number("bodySize", -1)).isEqualTo(reply.length() - headEnd);
    assertThat(entry.content().text("text")).isEqualTo(reply.substring(headEnd));
    String sent = text(entry.own().text("requestBase64"));
    assertThat(entry.request().number("headersSize", -1)).isEqualTo(sent.length());
    assertThat(entry.timings().number("wait", -1)).isGreaterThanOrEqualTo(0);
  }

  private static String text(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.ISO_8859_1);
  }

  @Test
  void whatCouldBeSecretIsHidden() throws Exception {
    terminal.run(
        "har", "capture", "-H", "Authorization: Bearer topsecret-0123", "-b", "sid=topsecret",
        url("ok?key=topsecret"));
    captured();
    assertThat(terminal.out()).doesNotContain("topsecret");
    terminal.run("har", "capture", "--show-secrets", "-b", "sid=topsecret", url("ok"));
    assertThat(terminal.out()).contains("topsecret");
  }

  @Test
  void bothWaysAreAskedInTheSameSecond(@TempDir Path folder) throws Exception {
    URI index = URI.create(url(""));
    String place = "127.0.0.1:" + index.getPort();
    int code =
        terminal.run(
            "har", "capture", "http://shop.example/ok", "--origin", place, "--through", place, "-o",
            folder.resolve("shop.har").toString());
    assertThat(code).isEqualTo(Exit.OK);
    List<HarEntry> direct = Hars.entries(Files.newInputStream(folder.resolve("shop-direct.har")));
    List<HarEntry> proxied = Hars.entries(Files.newInputStream(folder.resolve("shop-proxied.har")));
    assertThat(direct.getFirst().own().text("route")).isEqualTo("direct");
    assertThat(proxied.getFirst().own().text("route")).isEqualTo("proxied");
    assertThat(direct.getFirst().url()).isEqualTo("http://shop.example/ok");
    assertThat(terminal.run("har", "capture", "http://shop.example/", "--origin", place, "--through", place))
        .isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).contains("-o FILE");
  }

  @Test
  void whereNobodyAnswersThereIsAnEntryToo() throws Exception {
    String refused = "http://127.0.0.1:" + lab.addresses().ports().get("tcp-refused") + "/";
    assertThat(terminal.run("har", "capture", refused)).isEqualTo(Exit.COULD_NOT_TELL);
    assertThat(captured().error()).contains("net::ERR_CONNECTION_REFUSED");
  }
}
