package dev.fivetwenty.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.rules.syntax.ExpressionProblem;
import dev.fivetwenty.rules.syntax.Node;
import dev.fivetwenty.rules.syntax.Parser;
import dev.fivetwenty.rules.syntax.Printer;

/// What holds for any text at all: it is an expression or has a problem with a place in it; what is an
/// expression is the same when printed and read again, can be told, and can be asked.
final class AnyText {

  static void hold(byte[] input) throws ExpressionProblem {
    String text = new String(input, UTF_8);
    Expression expression;
    try {
      expression = Expression.parse(text, CaseFile.LISTS);
    } catch (ExpressionProblem problem) {
      assertThat(problem.line()).isBetween(1, 1 + (int) text.chars().filter(c -> c == '\n').count());
      assertThat(problem.column()).isBetween(1, text.length() + 1);
      assertThat(problem.report()).isNotBlank();
      return;
    }
    Node.Test tree = Parser.parse(text, CaseFile.LISTS);
    assertThat(Parser.parse(Printer.print(tree), CaseFile.LISTS)).isEqualTo(tree);
    assertThat(expression.words()).isNotBlank();
    SampleRequest request =
        SampleRequest.get("http://a.example/b?a=b&c").field("a", "b").field("Cookie", "a=b; c");
    assertThat(expression.matches(request)).isEqualTo(expression.matches(request));
  }

  private AnyText() {}
}
