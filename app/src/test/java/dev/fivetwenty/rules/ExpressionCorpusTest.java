package dev.fivetwenty.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The inputs that fuzzing starts from, and those it found.
class ExpressionCorpusTest {

  private static final Path CORPUS = Path.of("../corpus/fuzz/expression");

  @TestFactory
  Stream<DynamicTest> everyInput() throws Exception {
    List<Path> inputs;
    try (Stream<Path> files = Files.list(CORPUS)) {
      inputs = files.sorted().toList();
    }
    assertThat(inputs).isNotEmpty();
    return inputs.stream()
        .map(
            input ->
                DynamicTest.dynamicTest(
                    input.getFileName().toString(), () -> AnyText.hold(Files.readAllBytes(input))));
  }
}
