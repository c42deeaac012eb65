package dev.fivetwenty.ticket.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/// Tables in files of this package: a row a line, cells between bars.
final class Tables {

  static Stream<Arguments> rows(String file, int columns) throws IOException {
    try (InputStream in = Tables.class.getResourceAsStream(file)) {
      List<String> lines =
          new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
              .filter(line -> !line.startsWith("# ")).toList();
      assertThat(lines).hasSizeGreaterThan(5);
      return lines.stream().map(line -> line.split(" \\| ", columns))
          .map(cells -> Arguments.of((Object[]) Arrays.stream(cells).toArray(String[]::new)));
    }
  }

  private Tables() {}
}
