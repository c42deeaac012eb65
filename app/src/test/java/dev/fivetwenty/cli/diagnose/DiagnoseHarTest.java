package dev.fivetwenty.cli.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.Terminal;
import dev.fivetwenty.har.Hars;
import dev.fivetwenty.lab.Lab;
import dev.fivetwenty.lab.LabOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A page that failed in somebody's browser, examined with the same request.
class DiagnoseHarTest {

  private static final String ENTRY =
      """
      {"request":{"method":"GET","url":"%s","headers":[
        {"name":":authority","value":"shop.example"},{"name":"Host","value":"shop.example"},
        {"name":"cookie","value":"%s"},{"name":"user-agent","value":"Mozilla/5.0"},{"name":"content-length","value":"0"}]},
       "response":{"status":%d,"headers":[{"name":"cf-ray","value":"9a1b-FRA"}]}}""";

  private final Terminal terminal = new Terminal();

  @TempDir Path folder;

  private String har(String cookie, String url) throws IOException {
    Path file = folder.resolve("page.har");
    Files.writeString(
        file,
        Hars.log(
            ENTRY.formatted("https://cdn.example/a.css", "", 200), ENTRY.formatted(url, cookie, 520)));
    return file.toString();
  }

  @Test
  void theFirstEntryThatFailedIsAskedAgain() throws Exception {
    try (Lab lab = Lab.open(LabOptions.ANYWHERE)) {
      String file = har("sid=1", lab.addresses().index() + "resp-empty-fin");
      int code = terminal.run("diagnose", "--json", "--repeat", "1", "--har", file, "-H", "X-More: 1");
      assertThat(code).isEqualTo(Exit.FAULT);
    }
    JsonNode report = JsonMapper.shared().readTree(terminal.out());
    assertThat(report.at("/verdict/cause").asString()).isEqualTo("resp-empty-fin");
    String sent = new String(
        Base64.getDecoder().decode(report.at("/attempts/0/request/base64").asString()), StandardCharsets.ISO_8859_1);
    assertThat(sent).contains("GET /resp-empty-fin HTTP/1.1\r\n", "user-agent: Mozilla/5.0\r\n", "cookie: ", "X-More: ")
        .doesNotContain(":authority", "content-length", "fivetwenty/");
    assertThat(terminal.err()).startsWith("fivetwenty: from ")
        .contains("entry 1: GET http://127.0.0.1", "it had status 520, Ray ID 9a1b-FRA");
  }

  @Test
  void whatWasHiddenIsNotSentAndSaid() throws Exception {
    try (Lab lab = Lab.open(LabOptions.ANYWHERE)) {
      String file = har("sid=~0123456789ab~10~", lab.addresses().index() + "ok");
      int code = terminal.run("diagnose", "--json", "--repeat", "0", "--har", file);
      assertThat(code).isEqualTo(Exit.OK);
    }
    assertThat(terminal.out()).doesNotContain("0123456789ab");
    assertThat(terminal.err()).contains("hidden in the file, so not sent: cookie");
  }

  @Test
  void whatCannotBeAskedIsSaid() throws Exception {
    String file = har("", "ftp://a/b");
    assertThat(terminal.run("diagnose", "--har", file)).isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).contains("no entry of " + file + " failed; --entry N");
    assertThat(terminal.run("diagnose", "--har", file, "--entry", "7")).isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).contains("has no entry 7, it has 2");
    assertThat(terminal.run("diagnose", "--har", file, "http://a/")).isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).contains("takes the place of a URL");
    assertThat(terminal.run("diagnose", "--entry", "1", "http://a/")).isEqualTo(Exit.USAGE);
    assertThat(terminal.run("diagnose", "--har", "no-such.har")).isEqualTo(Exit.USAGE);
  }
}
