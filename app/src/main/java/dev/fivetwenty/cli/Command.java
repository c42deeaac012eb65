package dev.fivetwenty.cli;

import dev.fivetwenty.cli.option.OptionTable;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.terminal.Console;

/// One command.
public interface Command {

  /// Returns its options, whose help text is the command's.
  OptionTable options();

  /// Does it and returns the exit code.
  int run(Values values, Console console) throws Exception;
}
