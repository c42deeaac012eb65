package dev.fivetwenty.cli.edge;

import dev.fivetwenty.cli.Command;
import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.option.AdminOption;
import dev.fivetwenty.cli.option.OptionTable;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.terminal.Console;

/// Ends what an edge that runs watches, before its time.
public final class WatchRemoveCommand implements Command {

  private static final OptionTable OPTIONS =
      new OptionTable(
          """
          Ends what an edge that runs watches, by the number that `watch list` shows. What was kept stays.

          Usage: fivetwenty watch remove NUMBER [OPTION]...

          """
              + AdminOption.HELP
              + """
            -h, --help                show this help
          """,
          "");

  @Override
  public OptionTable options() {
    return OPTIONS;
  }

  @Override
  public int run(Values values, Console console) throws InterruptedException {
    if (values.words().size() != 1 || !values.words().getFirst().matches("[0-9]{1,9}")) {
      throw new UsageProblem("which watch? watch list shows their numbers");
    }
    String id = values.words().getFirst();
    return WatchAsking.ask(
        values, console, "DELETE", "/-/watches?id=" + id,
        reply -> console.out().println("removed " + id));
  }
}
