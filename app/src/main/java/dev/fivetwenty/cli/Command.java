package dev.fivetwenty.cli;

import dev.fivetwenty.cli.OptionTable.Values;

/// One command.
interface Command {

  /// Returns its options, whose help text is the command's.
  OptionTable options();

  /// Does it and returns the exit code.
  int run(Values values, Console console) throws Exception;
}
