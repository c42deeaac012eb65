package dev.fivetwenty.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fivetwenty.rules.syntax.ExpressionProblem;
import dev.fivetwenty.rules.syntax.Parser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What is said of expressions that are wrong: a line each in `wrong.inputs`, all of it in
/// `wrong.golden`, which `-Dgolden.update=true` writes anew.
class WrongExpressionsTest {

  private static final Path GOLDEN = CaseFile.FOLDER.resolve("wrong.golden");

  private static List<String> inputs() throws IOException {
    return Files.readAllLines(CaseFile.FOLDER.resolve("wrong.inputs")).stream()
        .map(line -> line.replace("\\n", "\n"))
        .toList();
  }

  private static String said(String input) {
    try {
      Parser.parse(input, CaseFile.LISTS);
    } catch (ExpressionProblem problem) {
      return problem.report();
    }
    throw new AssertionError("nothing is wrong with " + input);
  }

  @Test
  void eachIsRefusedWithPlaceAndHint() throws IOException {
    String all = inputs().stream().map(WrongExpressionsTest::said).collect(Collectors.joining("\n\n", "", "\n"));
    if (Boolean.getBoolean("golden.update")) Files.writeString(GOLDEN, all);
    assertThat(all).isEqualTo(Files.readString(GOLDEN));
    assertThat(inputs().size()).isGreaterThanOrEqualTo(60);
  }

  @Test
  void whatIsTooLongIsNotRead() {
    assertThatThrownBy(() -> Expression.parse("ssl or ".repeat(600) + "ssl"))
        .isInstanceOf(ExpressionProblem.class)
        .hasMessage("an expression has at most 4096 characters, this one 4203");
  }

  @Test
  void aMarkStaysWithinWhatIsShown() {
    String wide = "http.host eq \"" + "a".repeat(200) + "\" or http.hots eq \"b\" or http.host eq \"" + "c".repeat(200) + "\"";
    assertThatThrownBy(() -> Expression.parse(wide))
        .isInstanceOfSatisfying(
            ExpressionProblem.class,
            problem -> {
              String[] lines = problem.excerpt().split("\n");
              assertThat(lines[0]).startsWith("…").endsWith("…").hasSize(98);
              assertThat(lines[0].substring(lines[1].indexOf('^'), lines[1].length())).isEqualTo("http.hots");
              assertThat(problem.column()).isEqualTo(wide.indexOf("http.hots") + 1);
            });
  }
}
