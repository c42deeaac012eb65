package dev.fivetwenty.cli.rules;

import dev.fivetwenty.cli.Command;
import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.option.OptionTable;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.rules.Expression;
import dev.fivetwenty.rules.Lists;
import dev.fivetwenty.rules.request.Field;
import dev.fivetwenty.rules.syntax.ExpressionProblem;
import java.io.PrintStream;
import java.util.stream.Collectors;

/// Tells an expression in plain words, or what is wrong with it.
public final class RulesExplainCommand implements Command {

  private static final OptionTable OPTIONS =
      new OptionTable(
          """
          Tells an expression of the rules language in plain words. What is wrong with it is shown on
          standard error with its place, and the exit code is 2.

            fivetwenty rules explain 'http.request.uri.path wildcard "/admin/*" and not ip.src in {192.0.2.0/24}'
            fivetwenty rules explain --rules rules.yaml 'ip.src in $office'

          Usage: fivetwenty rules explain [OPTION]... EXPRESSION

                --rules FILE          a file whose lists the expression may name
            -h, --help                show this help
          """,
          "");

  @Override
  public OptionTable options() {
    return OPTIONS;
  }

  @Override
  public int run(Values values, Console console) {
    String text = values.word("EXPRESSION");
    String file = values.last("--rules", "");
    Lists lists = file.isEmpty() ? Lists.NONE : RuleFile.of(file, console).lists();
    try {
      tell(Expression.parse(text, lists), console.out());
      return Exit.OK;
    } catch (ExpressionProblem problem) {
      console.err().println(problem.report());
      throw new UsageProblem("the expression has a problem");
    }
  }

  private static void tell(Expression expression, PrintStream out) {
    out.println(expression.words());
    out.println();
    out.println("  as text   " + expression.printed());
    String fields = expression.fields().stream().map(Field::label).collect(Collectors.joining(", "));
    if (!fields.isEmpty()) out.println("  looks at  " + fields);
    if (expression.needsResponse()) {
      out.println("  asked     when there is a response: in a counting_expression only");
    }
  }
}
