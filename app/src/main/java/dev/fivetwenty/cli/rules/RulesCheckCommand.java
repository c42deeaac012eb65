package dev.fivetwenty.cli.rules;

import dev.fivetwenty.cli.Command;
import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.option.OptionTable;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.render.Amount;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.config.Filters;
import dev.fivetwenty.policy.Rule;
import java.util.List;

/// Says whether a file of rules is sound, and what it holds.
public final class RulesCheckCommand implements Command {

  private static final OptionTable OPTIONS =
      new OptionTable(
          """
          Checks a file with lists, access and rules, as they stand in edge.yaml. All that is wrong is listed on
          standard error with line and column, and the exit code is 2. check-config checks a whole edge.yaml.

            fivetwenty rules check rules.yaml

          Usage: fivetwenty rules check [OPTION]... FILE

            -q, --quiet               say nothing when nothing is wrong
            -h, --help                show this help
          """,
          "");

  @Override
  public OptionTable options() {
    return OPTIONS;
  }

  @Override
  public int run(Values values, Console console) {
    String file = values.word("FILE");
    Filters filters = RuleFile.of(file, console).filters();
    if (values.has("--quiet")) return Exit.OK;
    List<Rule> rules = filters.rules().rules();
    long limits = rules.stream().filter(rule -> rule.limit().isPresent()).count();
    long shadow = rules.stream().filter(Rule::isShadow).count();
    console.out().println(
        "%s: sound; %s, of which %s in shadow mode; %s; %s, %s".formatted(
            file, Amount.count(rules.size() - limits, "rule", "rules") + " and " + Amount.count(limits, "limit", "limits"),
            shadow == 1 ? "1 is" : shadow + " are", Amount.count(filters.lists().size(), "list", "lists"),
            Amount.count(filters.rules().access().entries().size(), "block", "blocks"), "allowed or blocked"));
    return Exit.OK;
  }
}
