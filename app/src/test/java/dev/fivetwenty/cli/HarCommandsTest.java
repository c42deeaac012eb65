package dev.fivetwenty.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
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

  @Test
  void whatIsNoHarIsAnError() throws IOException {
    assertThat(terminal.input("{\"log\":{\"entries\":[{").run("har", "check", "-")).isEqualTo(Exit.FAULT);
    assertThat(terminal.out()).contains("error har-broken", "the file ends early", "/log/entries/0");
    terminal.input("GET / HTTP/1.1").run("har", "check", "--json", "-");
    assertThat(document("har-check").at("/notes/0/rule").asString()).isEqualTo("har-broken");
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
