package dev.fivetwenty.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.fivetwenty.lab.Lab;
import dev.fivetwenty.lab.LabOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whatever is typed, there is one clear line on standard error and no stack trace; on standard output
/// there is nothing, or one document where JSON was asked for.
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
  void isAnsweredByOneLine(String line, int code, String said) throws IOException {
    var terminal = new Terminal();
    String[] args = line.isEmpty() ? new String[0] : line.split(" ");
    assertThat(terminal.run(args)).isEqualTo(code);
    boolean json = List.of(args).contains("--json");
    if (json) assertThat(error(terminal.out()).get("message").asString()).contains(said);
    else assertThat(terminal.out()).isEmpty();
    assertThat(terminal.err()).contains(said).doesNotContain("\tat ");
    if (args.length > 0) assertThat(terminal.err().lines()).hasSize(1);
  }

  /// A file that turns out to be full costs neither the report nor the document.
  @Test
  void aReportIsPrintedThoughItsFilesCannotBeWritten() throws IOException {
    var terminal = new Terminal();
    try (Lab lab = Lab.open(LabOptions.ANYWHERE)) {
      String url = lab.addresses().index() + "body-short-fin";
      int code = terminal.run("probe", "--json", "-D", "/dev/full", url);
      assertThat(code).isEqualTo(Exit.USAGE);
    }
    JsonNode report = JsonMapper.shared().readTree(terminal.out());
    assertThat(report.at("/verdict/cause").asString()).isEqualTo("body-short-fin");
    assertThat(terminal.err()).contains("cannot write /dev/full: ");
  }

  /// Returns what the only document on standard output says.
  private static JsonNode error(String out) throws IOException {
    String schema = Files.readString(Path.of("../docs/schema/failure.schema.json"));
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema, InputFormat.JSON)
                .validate(out, InputFormat.JSON))
        .isEmpty();
    return JsonMapper.shared().readTree(out).get("error");
  }
}
