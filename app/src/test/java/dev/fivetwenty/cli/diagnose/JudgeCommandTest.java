package dev.fivetwenty.cli.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cli.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What `judge -` makes of bytes, by how they stopped: `judge.txt`.
class JudgeCommandTest {

  static Stream<Arguments> rows() throws IOException {
    try (var file = JudgeCommandTest.class.getResourceAsStream("judge.txt")) {
      List<String> lines = new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      return lines.stream()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" \\| ", 4))
          .map(cells -> Arguments.of(
              cells[0].strip(), cells[1], Integer.valueOf(cells[2]), cells[3].strip()));
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("rows")
  void judgesBytesByHowTheyStopped(String reply, String options, int code, String said) {
    var terminal = new Terminal().input(reply.replace("\\r", "\r").replace("\\n", "\n"));
    var line = new ArrayList<>(List.of("judge", "-"));
    line.addAll(List.of(options.split(" ")));

    assertThat(terminal.run(line.toArray(String[]::new))).isEqualTo(code);
    assertThat(terminal.out().replaceAll("\\s+", " ")).startsWith(said);
    assertThat(terminal.err()).isEmpty();
  }
}
