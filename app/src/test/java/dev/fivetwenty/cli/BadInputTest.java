package dev.fivetwenty.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever is typed, there is one clear line on standard error, nothing on standard output, and no stack trace.
class BadInputTest {

  static Stream<Arguments> lines() throws IOException {
    try (var file = BadInputTest.class.getResourceAsStream("bad-input.txt")) {
      List<String> lines = new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      return lines.stream()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\\|", 3))
          .map(cells -> Arguments.of(cells[0].strip(), Integer.valueOf(cells[1].strip()), cells[2].strip()));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lines")
  void isAnsweredByOneLine(String line, int code, String said) {
    var terminal = new Terminal();
    String[] args = line.isEmpty() ? new String[0] : line.split(" ");
    assertThat(terminal.run(args)).isEqualTo(code);
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.err()).contains(said).doesNotContain("\tat ");
    if (args.length > 0) assertThat(terminal.err().lines()).hasSize(1);
  }
}
