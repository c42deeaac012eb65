package dev.fivetwenty.cli.option;

import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.render.Discretion;
import dev.fivetwenty.cli.terminal.Console;

/// What every command that prints a verdict takes.
public record OutputOptions(Values values) {

  public static final String HELP =
      """
      Output:
            --json                print one JSON document (docs/schema/) and nothing else
            --color WHEN          auto (default), always or never
            --show-secrets        do not hide what could be secret: field values, and in documents and
                                    files also the query of URLs and content
        -h, --help                show this help
      """;

  public boolean json() {
    return values.has("--json");
  }

  public boolean failOnFinding() {
    return switch (values.last("--fail-on", "fault")) {
      case "finding" -> true;
      case "fault" -> false;
      default -> throw new UsageProblem("--fail-on takes finding or fault");
    };
  }

  /// Returns what may be shown where the command was typed.
  public Discretion atTerminal() {
    return showSecrets() ? Discretion.none() : Discretion.atTerminal();
  }

  /// Returns what may be shown in a document or a file.
  public Discretion handedOn() {
    return showSecrets() ? Discretion.none() : Discretion.handedOn();
  }

  public boolean showSecrets() {
    return values.has("--show-secrets");
  }

  public Console.ColorChoice color() {
    return switch (values.last("--color", "auto")) {
      case "auto" -> Console.ColorChoice.AUTO;
      case "always" -> Console.ColorChoice.ALWAYS;
      case "never" -> Console.ColorChoice.NEVER;
      default -> throw new UsageProblem("--color takes auto, always or never");
    };
  }
}
