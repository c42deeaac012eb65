package dev.fivetwenty.rules;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.fivetwenty.rules.syntax.ExpressionProblem;

/// Explores from the inputs in `corpus/fuzz/expression`, by `./dev fuzz` only: Jazzer would instrument all
/// classes of the program for the other tests of a build, too. Those replay the inputs by
/// [ExpressionCorpusTest].
class ExpressionFuzzTest {

  @FuzzTest(maxDuration = "10m")
  void expression(byte[] input) throws ExpressionProblem {
    AnyText.hold(input);
  }
}
