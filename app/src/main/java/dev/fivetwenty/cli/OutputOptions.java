package dev.fivetwenty.cli;

import picocli.CommandLine.Option;

/// What every command that prints a verdict takes.
final class OutputOptions {

  @Option(names = "--json", description = "Print one JSON document (docs/schema/) and nothing else.")
  boolean json;

  @Option(names = "--color", paramLabel = "WHEN", description = "auto, always or never.")
  Console.ColorChoice color = Console.ColorChoice.auto;

  @Option(names = "--show-secrets", description = "Do not hide field values that could be secret.")
  boolean showSecrets;

  @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
  boolean help;
}
