package dev.fivetwenty.cli.edge;

import dev.fivetwenty.cli.Command;
import dev.fivetwenty.cli.option.AdminOption;
import dev.fivetwenty.cli.option.OptionTable;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.terminal.Console;

/// Lists what an edge that runs watches.
public final class WatchListCommand implements Command {

  private static final OptionTable OPTIONS =
      new OptionTable(
          """
          Lists what an edge that runs watches, a line each.

          Usage: fivetwenty watch list [OPTION]...

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
    return WatchAsking.ask(
        values, console, "GET", "/-/watches",
        reply -> {
          if (reply.get("watches").isEmpty()) console.out().println("nothing is watched");
          reply.get("watches").forEach(watch -> console.out().println(WatchAsking.line(watch)));
        });
  }
}
