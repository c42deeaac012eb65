package dev.fivetwenty.cli.rules;

import dev.fivetwenty.cli.Command;
import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.option.OptionTable;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.terminal.Console;

/// The word before the commands on rules; by itself it only has help.
public final class RulesCommand implements Command {

  private static final OptionTable OPTIONS =
      new OptionTable(
          """
          Works on rules: what lets requests through an edge, or not.

            fivetwenty rules explain 'http.host eq "shop.example" and not ssl'
            fivetwenty rules check rules.yaml

          Usage: fivetwenty rules COMMAND [OPTION]... [WORD]

          Commands:
            check      say what is wrong with a file of rules, with line and column
            explain    tell an expression in plain words
            suggest    propose limits from logs
            test       try rules on logs, HARs and tests

          fivetwenty rules COMMAND --help shows a command's options.

            -h, --help                show this help
          """,
          "");

  @Override
  public OptionTable options() {
    return OPTIONS;
  }

  @Override
  public int run(Values values, Console console) {
    throw new UsageProblem("which rules command? (rules --help shows them)");
  }
}
