package dev.fivetwenty.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingProgressTest {

  private static final String LINE = "{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"t\",\"version\":\"1\"},\"entries\":[]}}\n";

  @TempDir Path folder;

  private final Terminal terminal = new Terminal();

  private String file(String name, int spaces) throws IOException {
    return Files.writeString(folder.resolve(name), LINE + " ".repeat(spaces)).toString();
  }

  @Test
  void aLargeFileTellsHowFarItIsAndErasesThat() throws IOException {
    String large = file("large.har", 9 << 20);
    assertThat(terminal.run(Map.of(), true, "har", "check", large)).isEqualTo(Exit.OK);
    assertThat(terminal.err()).contains("large.har 1 %", "large.har 50 %", "large.har 100 %").endsWith("\r\u001b[K");
    assertThat(terminal.err().split("\r", -1)).hasSizeLessThan(110);
    terminal.run(Map.of(), true, "har", "diff", large, large);
    assertThat(terminal.err()).contains("large.har 50 %");
  }

  @Test
  void filesThatAreReadTogetherCountTogether() throws IOException {
    String line = "192.0.2.1 - - [25/Nov/2026:12:00:00 +0000] \"GET /a HTTP/1.1\" 200 1 \"-\" \"curl/8\"\n";
    Path log = Files.writeString(folder.resolve("access.log"), line.repeat((5 << 20) / line.length()));
    Path rules = Files.writeString(
        folder.resolve("rules.yaml"),
        "rules: [{id: a, expression: 'http.request.uri.path eq \"/a\"', action: log}]\n");
    int code =
        terminal.run(
            Map.of(), true, "rules", "test", rules.toString(), "--log", log.toString(), "--log", log.toString());
    assertThat(code).as(terminal.err()).isEqualTo(Exit.OK);
    assertThat(terminal.err()).contains("2 files 1 %", "2 files 100 %").endsWith("\r\u001b[K")
        .doesNotContain("access.log");
  }

  @Test
  void nobodyIsToldWhereNobodyLooksOrLittleIsRead() throws IOException {
    String large = file("large.har", 9 << 20);
    terminal.run(Map.of(), false, "har", "check", large);
    assertThat(terminal.err()).isEmpty();
    terminal.run(Map.of("CI", "true"), true, "har", "sanitise", large, "-o", folder.resolve("out.har").toString());
    assertThat(terminal.err()).isEmpty();
    terminal.run(Map.of(), true, "har", "check", file("small.har", 10));
    assertThat(terminal.err()).isEmpty();
  }
}
