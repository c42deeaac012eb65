package dev.fivetwenty.cli.edge;

import dev.fivetwenty.cli.Command;
import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.option.ConfigOptions;
import dev.fivetwenty.cli.option.OptionTable;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.config.EdgeConfig;
import dev.fivetwenty.config.yaml.EdgeYaml;

/// Prints what the edge would do with a configuration, defaults included.
public final class PrintConfigCommand implements Command {

  private static final OptionTable OPTIONS =
      new OptionTable(
          """
          Prints a configuration of the edge as YAML, merged with the options below and with every default
          written out. What is printed is a configuration that means the same.

            fivetwenty print-config edge.yaml
            fivetwenty print-config --origin http://127.0.0.1:8080
            fivetwenty print-config --schema > edge.schema.json

          Usage: fivetwenty print-config [OPTION]... [FILE]     (- is standard input)

                --schema              print the JSON Schema of such a file instead, for editors
          """
              + ConfigOptions.HELP
              + """
            -h, --help                show this help
          """,
          "");

  @Override
  public OptionTable options() {
    return OPTIONS;
  }

  @Override
  public int run(Values values, Console console) {
    if (values.has("--schema")) {
      console.out().print(EdgeYaml.schema());
      return Exit.OK;
    }
    EdgeConfig config = new ConfigOptions(values).with(values.optionalWord(), console);
    console.out().print(EdgeYaml.print(config));
    return Exit.OK;
  }
}
