package dev.fivetwenty.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.rules.CaseFile.Case;
import dev.fivetwenty.rules.syntax.ExpressionProblem;
import dev.fivetwenty.rules.syntax.Parser;
import dev.fivetwenty.rules.syntax.Printer;
import java.io.IOException;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/// The cases in `corpus/rules`: what an expression says of a request, how it is printed, and that it
/// can be told.
class ExpressionCasesTest {

  private static final int LEAST_CASES = 400;

  @Test
  void eachSaysWhatItShould() throws IOException {
    var wrong = new ArrayList<String>();
    var cases = CaseFile.all();
    for (Case one : cases) {
      try {
        Expression expression = Expression.parse(one.expression(), CaseFile.LISTS);
        if (expression.matches(one.request().get()) != one.holds()) wrong.add(one + " is not " + one.holds());
      } catch (ExpressionProblem problem) {
        wrong.add(one + "\n" + problem.report());
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(cases.size()).isGreaterThanOrEqualTo(LEAST_CASES);
  }

  @Test
  void eachIsTheSameWhenItWasPrintedAndReadAgain() throws Exception {
    for (Case one : CaseFile.all()) {
      var tree = Parser.parse(one.expression(), CaseFile.LISTS);
      String printed = Printer.print(tree);
      assertThat(Parser.parse(printed, CaseFile.LISTS)).as("%s, printed as %s", one, printed).isEqualTo(tree);
      assertThat(Printer.print(Parser.parse(printed, CaseFile.LISTS))).isEqualTo(printed);
    }
  }

  @Test
  void bytesThatAreNoTextHideNothingFromARegularExpression() throws Exception {
    SampleRequest request = SampleRequest.get("http://\u00e4/");
    assertThat(Expression.parse("http.host matches \"^$\"").matches(request)).isFalse();
    assertThat(Expression.parse("http.host matches \"^.$\"").matches(request)).isTrue();
    SampleRequest longer = SampleRequest.get("http://a\u00e4b/");
    assertThat(Expression.parse("http.host matches \"a.b$\"").matches(longer)).isTrue();
  }

  @Test
  void eachCanBeToldInPlainWords() throws Exception {
    for (Case one : CaseFile.all()) {
      String words = Expression.parse(one.expression(), CaseFile.LISTS).words();
      assertThat(words).as(one.toString()).isNotBlank().doesNotContain("http.request", "[*]");
    }
  }
}
