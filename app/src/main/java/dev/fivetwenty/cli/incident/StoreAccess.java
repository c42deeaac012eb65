package dev.fivetwenty.cli.incident;

import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.option.DataFolder;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.incident.IncidentStore;
import dev.fivetwenty.incident.Incidents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;

/// How commands come to what is stored, and what time it is.
///
/// @param opener opens the store of a folder for reading
/// @param writer opens the store of a folder, made where there is none, to add to it
public record StoreAccess(
    Function<Path, Incidents> opener, Function<Path, IncidentStore> writer, InstantSource clock) {

  /// The file of the store; a folder without it has none.
  private static final String STORE = "incidents.db";

  public Instant now() {
    return clock.instant();
  }

  /// Opens the store of the folder that the command line or the environment names.
  ///
  /// @throws UsageProblem when there is none
  public Incidents open(Values values, Console console) {
    Path folder = DataFolder.of(values, console);
    if (!Files.exists(folder.resolve(STORE))) {
      throw new UsageProblem(
          "there is no store in " + folder + ": no edge has recorded there yet (--data DIR names "
              + "another folder)");
    }
    return opener.apply(folder);
  }
}
