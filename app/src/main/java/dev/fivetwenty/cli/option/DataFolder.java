package dev.fivetwenty.cli.option;

import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.doctor.reproduction.ShellWord;
import java.nio.file.Path;
import java.util.Map;

/// Where what outlasts a process is kept: incidents, the ledger, the key of tokens.
///
/// It is the folder of `--data`, else of `FIVETWENTY_DATA`, else `fivetwenty` in what the XDG base
/// directory specification calls the state home.
public final class DataFolder {

  public static final String HELP =
      """
            --data DIR            the folder of the store (default $FIVETWENTY_DATA, else
                                  ~/.local/state/fivetwenty)
      """;

  private static final String OPTION = "--data";

  public static Path of(Values values, Console console) {
    String given = values.last(OPTION, null);
    return given == null ? of(console.environment()) : Path.of(given);
  }

  /// Returns what to add to a command so that it finds the same folder.
  public static String option(Values values) {
    return values.has(OPTION) ? " --data " + ShellWord.quote(values.last(OPTION, "")) : "";
  }

  private static Path of(Map<String, String> environment) {
    String folder = environment.getOrDefault("FIVETWENTY_DATA", "");
    if (!folder.isEmpty()) return Path.of(folder);
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    if (!state.isEmpty()) return Path.of(state, "fivetwenty");
    String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
    return Path.of(home, ".local", "state", "fivetwenty");
  }

  private DataFolder() {}
}
