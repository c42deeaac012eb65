package dev.fivetwenty.cli.incident;

import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.option.OutputOptions;
import dev.fivetwenty.cli.render.Entries;
import dev.fivetwenty.cli.terminal.Console;

/// What commands that show what is stored print on.
final class Screen {

  static final String HELP =
      """
            --json                print one JSON document (docs/schema/) and nothing else
            --color WHEN          auto (default), always or never
        -h, --help                show this help
      """;

  /// What every terminal has.
  private static final int USUAL_COLUMNS = 80;

  /// Narrower and wider lines are hard to read.
  private static final int LEAST_COLUMNS = 60;
  private static final int MOST_COLUMNS = 120;

  static Console.ColorChoice color(Values values) {
    return new OutputOptions(values).color();
  }

  /// Returns an empty page as wide as the terminal, where that is known.
  static Entries page(Values values, Console console) {
    return new Entries(console.style(color(values)), columns(console));
  }

  private static int columns(Console console) {
    String columns = console.environment().getOrDefault("COLUMNS", "");
    if (!columns.matches("[0-9]{1,4}")) return USUAL_COLUMNS;
    return Math.clamp(Integer.parseInt(columns), LEAST_COLUMNS, MOST_COLUMNS);
  }

  private Screen() {}
}
