package dev.fivetwenty.cli.option;

import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.cli.terminal.Problems;
import dev.fivetwenty.config.EdgeConfig;
import dev.fivetwenty.config.node.InvalidConfiguration;
import dev.fivetwenty.config.node.Overrides;
import dev.fivetwenty.config.node.Source;
import dev.fivetwenty.config.node.Surroundings;
import dev.fivetwenty.config.yaml.EdgeYaml;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// Options that say instead of `edge.yaml` what the edge is to do.
public final class ConfigOptions {

  public static final String HELP =
      """
            --origin URL          the origin, in place of all routes; may be repeated
            --listen ADDR         address:port or unix:/path; may be repeated
            --admin ADDR          where metrics and health are answered, or none
            --site NAME           suffix of Ray IDs
            --behind CDN          none or cloudflare
            --profile NAME        classic, current, strict, or one that the file defines
            --presentation AS     52x or 5xx
            --access-log FILE     a file, stdout or none
            --no-recorder         keep nothing of exchanges that fail
            --workers N           event loops
            --transport HOW       auto, epoll, nio or io_uring
      """;

  private final Overrides overrides;

  public ConfigOptions(Values values) {
    overrides = Overrides.of(values.inOrder(Overrides.options().toArray(String[]::new)));
  }

  /// Returns what the file and these options say together.
  ///
  /// @param file `-` is standard input, null is none
  /// @throws InvalidConfiguration with all that is wrong
  public EdgeConfig with(String file, Console console) {
    return EdgeYaml.read(source(file, console), overrides, Surroundings.ofProcess(console.environment()));
  }

  /// Returns what a file says by itself; see [#with].
  static EdgeConfig of(String file, Console console) {
    return EdgeYaml.read(
        source(file, console), Overrides.NONE, Surroundings.ofProcess(console.environment()));
  }

  /// As [#with], and the files that the configuration names must be there.
  public EdgeConfig checkedWith(String file, Console console) {
    Surroundings looking = Surroundings.ofProcess(console.environment()).lookingAtFiles();
    return EdgeYaml.read(source(file, console), overrides, looking);
  }

  private static Source source(String file, Console console) {
    if (file == null) return Source.NONE;
    try {
      if (file.equals("-")) return Source.of("standard input", Path.of("").toAbsolutePath(), console.in());
      return Source.of(Path.of(file));
    } catch (IOException | InvalidPathException problem) {
      throw new UsageProblem("cannot read " + file + ": " + Problems.text(problem));
    }
  }
}
