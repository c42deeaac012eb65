package dev.fivetwenty.cli.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.Terminal;
import dev.fivetwenty.lab.Lab;
import dev.fivetwenty.lab.LabOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Curl lines that say more than how one request is made.
class CurlLineTest {

  private static Lab lab;

  @BeforeAll
  static void open() throws IOException {
    lab = Lab.open(LabOptions.ANYWHERE);
  }

  @AfterAll
  static void close() {
    lab.close();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
    "--retry 3 --retry-delay 1 | --retry is ignored: a probe asks once",
    "-L --max-redirs 2 | redirects are not followed",
    "--trace-ascii dump.txt | --trace-ascii is ignored: the transcript has the heads",
    "-c jar | --cookie-jar is ignored",
    "--json -w %{http_code} | -w is ignored",
  })
  void whatAProbeHasNoUseForIsSaidToBeIgnored(String options, String said) {
    var terminal = new Terminal();
    assertThat(probe(terminal, options)).isEqualTo(Exit.OK);
    assertThat(terminal.err().lines()).singleElement().asString().contains(said);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
    "--noproxy * --tcp-nodelay -fsSN --no-keepalive |",
    "--ipv4 | > GET /ok",
    "--no-progress-meter --fail-with-body |",
  })
  void whatChangesNothingIsTakenSilently(String options, String shown) {
    var terminal = new Terminal();
    assertThat(probe(terminal, options)).isEqualTo(Exit.OK);
    assertThat(terminal.err()).isEmpty();
    assertThat(terminal.out()).contains(shown == null ? "no fault" : shown);
  }

  @Test
  void writesTheFiguresThatAreAskedFor() {
    var terminal = new Terminal();
    String format =
        "%{http_code} %{http_version} %{scheme} %{remote_ip} %{num_redirects} 100%%\\n%{size_header}\\n"
            + "%{time_total}\\n";
    assertThat(probe(terminal, "-s", "-o", "/dev/null", "-w", format)).isEqualTo(Exit.OK);
    List<String> lines = terminal.out().lines().toList();
    assertThat(lines.get(lines.size() - 3)).endsWith("200 1.1 HTTP 127.0.0.1 0 100%");
    assertThat(Integer.parseInt(lines.get(lines.size() - 2))).isPositive();
    assertThat(lines.getLast()).matches("\\d+\\.\\d{6}").isNotEqualTo("0.000000");
  }

  @Test
  void leavesOutAFigureThatItDoesNotHave() {
    var terminal = new Terminal();
    assertThat(probe(terminal, "-w", "[%{ssl_verify_result}]\\n")).isEqualTo(Exit.OK);
    assertThat(terminal.out()).endsWith("[]\n");
    assertThat(terminal.err()).contains("-w has no %{ssl_verify_result} here");
  }

  @Test
  void writesTheHeadsAsTheyCame(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("heads");
    assertThat(probe(new Terminal(), "-D", file.toString())).isEqualTo(Exit.OK);
    assertThat(Files.readString(file)).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n");
  }

  @Test
  void takesTheUrlWhereverItStands() {
    var terminal = new Terminal();
    String url = lab.addresses().index() + "ok";
    assertThat(terminal.run("probe", "--url", url, "-s")).isEqualTo(Exit.OK);
    assertThat(terminal.out()).contains("no fault");
  }

  private static int probe(Terminal terminal, String options) {
    return probe(terminal, options.strip().split(" "));
  }

  private static int probe(Terminal terminal, String... options) {
    var words = new ArrayList<>(List.of("probe"));
    words.addAll(List.of(options));
    words.add(lab.addresses().index() + "ok");
    return terminal.run(words.toArray(String[]::new));
  }
}
