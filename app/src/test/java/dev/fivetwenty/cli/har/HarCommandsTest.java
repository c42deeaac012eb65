package dev.fivetwenty.cli.har;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The commands on HAR files: what they print, their documents and exit codes.
class HarCommandsTest {

  private static final String CORPUS = "../corpus/har/";

  private final Terminal terminal = new Terminal();

  private JsonNode document(String schema) throws IOException {
    String text = Files.readString(Path.of("../docs/schema/" + schema + ".schema.json"));
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text, InputFormat.JSON)
                .validate(terminal.out(), InputFormat.JSON))
        .isEmpty();
    return JsonMapper.shared().readTree(terminal.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"chrome", "firefox", "safari", "playwright", "mitmproxy", "charles", "fiddler"})
  void checksFollowTheirSchema(String writer) throws IOException {
    int code = terminal.run("har", "check", "--json", CORPUS + writer + ".har");
    JsonNode report = document("har-check");
    assertThat(code).isEqualTo(report.get("errors").asInt() > 0 ? Exit.FAULT : Exit.OK);
    assertThat(report.get("whole").asBoolean()).isTrue();
  }

  @Test
  void warningsCountWhenAskedFor() {
    assertThat(terminal.run("har", "check", CORPUS + "playwright.har")).isEqualTo(Exit.OK);
    assertThat(terminal.run("har", "check", "--fail-on", "finding", CORPUS + "playwright.har"))
        .isEqualTo(Exit.FAULT);
    assertThat(terminal.out()).contains("warning status-invalid", "/log/entries/0/response/status");
  }

  /// Each verdict would blame the wrong side.
  @Test
  void filesThatSayOfThemselvesThatTheyAreSwappedAreNotCompared(@TempDir Path there) throws IOException {
    String har = """
        {"log":{"version":"1.2","creator":{"name":"a","version":"1"},"entries":[{"request":{"method":"GET",
        "url":"http://a/"},"response":{"status":200},"_fivetwenty":{"route":"%s"}}]}}""";
    String direct = Files.writeString(there.resolve("a.har"), har.formatted("direct")).toString();
    String proxied = Files.writeString(there.resolve("b.har"), har.formatted("proxied")).toString();
    assertThat(terminal.run("har", "diff", direct, proxied)).isEqualTo(Exit.OK);
    assertThat(terminal.run("har", "diff", proxied, direct)).isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).contains("b.har was captured through the proxy", "the direct one comes first");
    assertThat(terminal.run("ticket", "--har", proxied, direct)).isEqualTo(Exit.USAGE);
    assertThat(terminal.run("har", "diff", direct, direct)).isEqualTo(Exit.OK);
  }

  @Test
  void whatIsNoHarIsAnError() throws IOException {
    assertThat(terminal.input("{\"log\":{\"entries\":[{").run("har", "check", "-")).isEqualTo(Exit.FAULT);
    assertThat(terminal.out()).contains("error har-broken", "the file ends early", "/log/entries/0");
    terminal.input("GET / HTTP/1.1").run("har", "check", "--json", "-");
    assertThat(document("har-check").at("/notes/0/rule").asString()).isEqualTo("har-broken");
  }

  @Test
  void filesAreSanitisedTogetherAndThenClean(@TempDir Path folder) throws IOException {
    String clean = folder.resolve("clean").toString();
    int code =
        terminal.run("har", "sanitise", "--json", CORPUS + "chrome.har", CORPUS + "firefox.har", "-o", clean);
    assertThat(code).isEqualTo(Exit.OK);
    assertThat(document("har-sanitise").at("/files/1/hidden").asInt()).isPositive();
    String chrome = Files.readString(folder.resolve("clean/chrome.clean.har"));
    String firefox = Files.readString(folder.resolve("clean/firefox.clean.har"));
    Matcher session = Pattern.compile("sid=(~[0-9a-f]+~10~)").matcher(chrome);
    assertThat(session.find()).isTrue();
    assertThat(firefox).contains(session.group(1)).doesNotContain("8Qm2zV7kTq");
    assertThat(terminal.run("har", "sanitise", "--check", clean + "/chrome.clean.har")).isEqualTo(Exit.OK);
    assertThat(terminal.run("har", "sanitise", "--check", CORPUS + "chrome.har")).isEqualTo(Exit.FAULT);
    assertThat(terminal.out()).contains("left that could be secret", "request.headers.cookie.sid")
        .doesNotContain("8Qm2zV7kTq");
  }

  @Test
  void oneKeyMakesTheTokensOfTwoRunsEqual(@TempDir Path folder) throws IOException {
    String key = folder.resolve("key").toString();
    terminal.run("har", "sanitise", "--key-file", key, "-o", "-", CORPUS + "safari.har");
    String first = terminal.out();
    terminal.run("har", "sanitise", "--key-file", key, "-o", "-", CORPUS + "safari.har");
    assertThat(terminal.out()).isEqualTo(first).contains("password=~").isNotEmpty();
    assertThat(Files.getPosixFilePermissions(Path.of(key))).hasSize(2);
    Files.writeString(Path.of(key), "short");
    assertThat(terminal.run("har", "sanitise", "--key-file", key, CORPUS + "safari.har")).isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).contains("is no key");
  }

  @Test
  void aBrokenFileLeavesNothingBehind(@TempDir Path folder) throws IOException {
    Path broken = folder.resolve("page.har");
    Files.writeString(broken, "{\"log\":{\"entries\":[{},");
    assertThat(terminal.run("har", "sanitise", broken.toString())).isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).contains("the file ends early").hasLineCount(1);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(broken);
    }
  }

  private static final String LARGE =
      """
      {"log":{"version":"1.2","creator":{"name":"t","version":"1"},"entries":[{"request":{"method":"GET","url":"http://a/?k=SECRET"},
      "response":{"status":%d,"headers":[{"name":"X-Tags","value":"SECRET%s"},{"name":"<b>&","value":"SECRET"}]}}]}}""";

  @Test
  void comparisonsFollowTheirSchemaAndHideValues(@TempDir Path folder) throws IOException {
    String direct = folder.resolve("direct.har").toString();
    String proxied = folder.resolve("proxied.har").toString();
    String page = folder.resolve("diff.html").toString();
    Files.writeString(Path.of(direct), LARGE.formatted(200, ""));
    Files.writeString(Path.of(proxied), LARGE.formatted(200, "x".repeat(9000)));
    assertThat(terminal.run("har", "diff", "--json", "--html", page, direct, proxied)).isEqualTo(Exit.FAULT);
    JsonNode report = document("har-diff");
    assertThat(report.at("/verdict/line").asString()).contains("since X-Tags grew from 16 bytes to 9016 bytes");
    assertThat(report.at("/pairs/0/proxied/headroom/0/left").asInt()).isNegative();
    String html = Files.readString(Path.of(page));
    assertThat(html).contains("&lt;b&gt;&amp;", "over 8,192 (classic)", "<svg").doesNotContain("<b>", "http-equiv=\"refresh", "<script", "src=");
    assertThat(terminal.out() + html).doesNotContain("SECRET");
    assertThat(terminal.run("har", "diff", direct, proxied)).isEqualTo(Exit.FAULT);
    assertThat(terminal.out()).startsWith("neither side fails; header section through the proxy 9030 bytes").doesNotContain("SECRET");
    assertThat(terminal.run("har", "diff", "--show-secrets", direct, proxied)).isEqualTo(Exit.FAULT);
    assertThat(terminal.out()).contains("SECRET");
    assertThat(terminal.run("har", "diff", direct, direct)).isEqualTo(Exit.OK);
    assertThat(terminal.run("har", "diff", direct)).isEqualTo(Exit.USAGE);
    assertThat(terminal.run("har", "diff", direct, "no-such.har")).isEqualTo(Exit.USAGE);
    assertThat(terminal.run("har", "diff", "--map", "a", direct, proxied)).isEqualTo(Exit.USAGE);
  }

  /// The figure that two HARs are asked for, whichever side failed.
  @Test
  void theRoomOfHeadersIsShownOfASideThatFailed(@TempDir Path folder) throws IOException {
    String small = Files.writeString(folder.resolve("a.har"), LARGE.formatted(200, "")).toString();
    String large = Files.writeString(folder.resolve("b.har"), LARGE.formatted(503, "x".repeat(9000))).toString();
    assertThat(terminal.run("har", "diff", small, large)).isEqualTo(Exit.FAULT);
    assertThat(terminal.out()).contains("headers   direct 30 bytes", "headers   proxied 9,030 bytes", ": 838 over 8,192 (classic)");
    assertThat(terminal.run("har", "diff", large, small)).isEqualTo(Exit.FAULT);
    assertThat(terminal.out()).contains("headers   direct 9,030 bytes", "biggest: X-Tags 9016 bytes");
  }

  @Test
  void helpIsThereForEachWord() {
    assertThat(terminal.run("har", "--help")).isEqualTo(Exit.OK);
    assertThat(terminal.out()).contains("har check");
    assertThat(terminal.run("help", "har", "check")).isEqualTo(Exit.OK);
    assertThat(terminal.out()).contains("Usage: fivetwenty har check");
    assertThat(terminal.run("har", "chekc", "x")).isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).contains("did you mean har check?");
  }
}
