package dev.fivetwenty.cli;

/// One command, with its options filled in by picocli.
interface Command {

  /// Does it and returns the exit code.
  int run(Console console) throws Exception;
}
