package dev.fivetwenty.cli.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cli.Goldens;
import dev.fivetwenty.cli.Terminal;
import dev.fivetwenty.lab.Lab;
import dev.fivetwenty.lab.LabOptions;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `probe` and `diagnose` print of the five causes that a 520 is documented for, to the letter,
/// but for ports and times. The files are written anew as those of [dev.fivetwenty.cli.GoldenTest]
/// are.
@Timeout(60)
class ReportGoldenTest {

  /// Lines that a person sees at once, on a tall terminal.
  private static final int SCREEN = 48;

  private static final int COLUMNS = 100;

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
  @CsvSource({
    "resp-empty-fin", "resp-empty-rst", "hdr-none", "sl-status-alpha",
    "limit-header-section?size=9000", "ok"
  })
  void probe(String scenario) throws IOException {
    check("probe", scenario, run("probe", url(scenario)));
  }

  @ParameterizedTest
  @CsvSource({
    "resp-empty-fin", "resp-empty-rst", "hdr-none", "sl-status-alpha",
    "limit-header-section?size=9000"
  })
  void diagnose(String scenario) throws IOException {
    String text = run("diagnose", "--rate", "50", url(scenario));
    check("diagnose", scenario, text);
    assertThat(text.lines().count()).isLessThanOrEqualTo(SCREEN);
    assertThat(text.lines().filter(line -> !line.contains("curl ")))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(COLUMNS));
  }

  @Test
  void diagnoseAsMarkdown() throws IOException {
    check("markdown", "hdr-none", run("diagnose", "--markdown", "--rate", "50", url("hdr-none")));
  }

  private static String run(String... arguments) {
    var terminal = new Terminal();
    int code = terminal.run(arguments);
    assertThat(terminal.err()).isEmpty();
    return terminal.out() + "exit code " + code + "\n";
  }

  private static void check(String command, String scenario, String text) throws IOException {
    Goldens.check(command + "-" + scenario.replaceAll("\\?.*", ""), Goldens.normal(text));
  }

  private static String url(String scenario) {
    return "http://127.0.0.1:" + lab.addresses().http().getPort() + "/" + scenario;
  }
}
