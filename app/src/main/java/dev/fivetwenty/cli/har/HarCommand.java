package dev.fivetwenty.cli.har;

import dev.fivetwenty.cli.Command;
import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.option.OptionTable;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.terminal.Console;

/// The word before the commands on HAR files; by itself it only has help.
public final class HarCommand implements Command {

  private static final OptionTable OPTIONS =
      new OptionTable(
          """
          Works on HAR files (HTTP Archive 1.2), of browsers, proxies or its own.

            fivetwenty har check page.har
            fivetwenty har sanitise page.har -o page.clean.har

          Usage: fivetwenty har COMMAND [OPTION]... FILE

          Commands:
            capture    ask for a URL, direct and through a proxy, and write HARs of it
            check      say what is wrong with a file, with rule, place and URL
            diff       compare a file that was captured direct with one through a proxy
            sanitise   hide what could be secret, so that a file can be given away

          fivetwenty har COMMAND --help shows a command's options.

            -h, --help                show this help
          """,
          "");

  @Override
  public OptionTable options() {
    return OPTIONS;
  }

  @Override
  public int run(Values values, Console console) {
    throw new UsageProblem("which har command? (har --help shows them)");
  }
}
