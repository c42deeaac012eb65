package dev.fivetwenty.policy.errorpage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Presentation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Whole answers, with their fields, as files: `-Dgolden.update=true` writes them.
class GoldenTest {

  private static final Path FOLDER =
      Path.of("src/test/resources/dev/fivetwenty/policy/errorpage/golden");

  private static final ErrorPages PAGES = new ErrorPages();

  private static final List<Failure> FAILURES =
      List.of(
          Failure.of(413, Sample.VISITOR),
          Sample.failure(Cause.EDGE_DEFECT),
          Failure.of(Cause.TIME_FIRST_BYTE, Presentation.PLAIN_5XX, Sample.VISITOR),
          Failure.of(Cause.LIMIT_HEADER_SECTION, Presentation.EDGE_52X, Sample.trusted()),
          Sample.failure(Cause.TCP_CONNECT_TIMEOUT));

  @TestFactory
  Stream<DynamicTest> answersAsTheFileSays() {
    return FAILURES.stream()
        .flatMap(failure -> Arrays.stream(Format.values()).map(format -> test(failure, format)));
  }

  private static DynamicTest test(Failure failure, Format format) {
    Path file = file(failure, format);
    return DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
      String now = shown(PAGES.answer(failure, Sample.accept(format)));
      if (Boolean.getBoolean("golden.update")) Files.writeString(file, now);
      assertThat(now).isEqualTo(Files.readString(file));
    });
  }

  private static Path file(Failure failure, Format format) {
    String kind = format == Format.PROBLEM ? "problem" : format.extension();
    return FOLDER.resolve(failure.status().code() + "." + kind + ".txt");
  }

  private static String shown(Answer answer) {
    var shown = new StringBuilder("HTTP/1.1 " + answer.status() + " " + answer.reason() + "\n");
    answer.fields().forEach(f -> shown.append(f.name()).append(": ").append(f.value()).append('\n'));
    return shown.append('\n').append(Sample.text(answer)).toString();
  }

  @Test
  void hasNoFileThatNothingReads() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.toList())
          .hasSize(FAILURES.size() * Format.values().length);
    }
  }
}
