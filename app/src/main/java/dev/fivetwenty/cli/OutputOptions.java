package dev.fivetwenty.cli;

import dev.fivetwenty.cli.OptionTable.Values;

/// What every command that prints a verdict takes.
record OutputOptions(Values values) {

  static final String HELP =
      """
      Output:
            --json                print one JSON document (docs/schema/) and nothing else
            --color WHEN          auto (default), always or never
            --show-secrets        do not hide field values that could be secret
        -h, --help                show this help
      """;

  boolean json() {
    return values.has("--json");
  }

  boolean failOnFinding() {
    return switch (values.last("--fail-on", "fault")) {
      case "finding" -> true;
      case "fault" -> false;
      default -> throw new UsageProblem("--fail-on takes finding or fault");
    };
  }

  boolean showSecrets() {
    return values.has("--show-secrets");
  }

  Console.ColorChoice color() {
    return switch (values.last("--color", "auto")) {
      case "auto" -> Console.ColorChoice.AUTO;
      case "always" -> Console.ColorChoice.ALWAYS;
      case "never" -> Console.ColorChoice.NEVER;
      default -> throw new UsageProblem("--color takes auto, always or never");
    };
  }
}
