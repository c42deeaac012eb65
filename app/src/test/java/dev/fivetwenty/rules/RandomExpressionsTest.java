package dev.fivetwenty.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.rules.syntax.Node;
import dev.fivetwenty.rules.syntax.Parser;
import dev.fivetwenty.rules.syntax.Printer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Expressions written at random mean what the [Reference] says, and are the same when printed and
/// read again.
class RandomExpressionsTest {

  private static final int EXPRESSIONS = 2000;
  private static final int REQUESTS = 4;
  private static final int DEPTH = 3;

  @Test
  void evaluatorsSayWhatTheReferenceSays() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new RandomExpression(new SplittableRandom(seed));
    int held = 0;
    for (int i = 0; i < EXPRESSIONS; i++) {
      String text = random.test(DEPTH);
      Expression expression = Expression.parse(text);
      Node.Test tree = Parser.parse(text, Lists.NONE);
      for (int k = 0; k < REQUESTS; k++) {
        SampleRequest request = random.request();
        boolean holds = new Reference(request).holds(tree);
        if (holds) held++;
        assertThat(expression.matches(request)).as(() -> "rerun with -Dseed=" + seed + ": " + text).isEqualTo(holds);
      }
      String printed = Printer.print(tree);
      assertThat(Parser.parse(printed, Lists.NONE)).as(() -> "rerun with -Dseed=" + seed + ": " + text).isEqualTo(tree);
    }
    assertThat(held).as("rerun with -Dseed=%d", seed).isBetween(EXPRESSIONS / 2, EXPRESSIONS * REQUESTS - EXPRESSIONS / 2);
  }
}
