package dev.fivetwenty.cli.incident;

import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.incident.Incident;
import dev.fivetwenty.incident.Stored;
import dev.fivetwenty.incident.intake.Covering;
import dev.fivetwenty.sanitise.Tokens;

/// What may be shown of an incident: what could be secret only when it is asked for, and only where
/// the recorder was told to keep it.
public final class Reveal {

  public static final String HELP =
      """
            --reveal              show values that could be secret, where the recorder was told to keep
                                  them (recorder.values: kept)
      """;

  private final boolean wanted;
  private final Tokens tokens = new Tokens();
  private final Console console;
  private boolean complained;

  public Reveal(Values values, Console console) {
    this.wanted = values.has("--reveal");
    this.console = console;
  }

  public Stored shown(Stored stored) {
    return new Stored(stored.id(), stored.group(), shown(stored.incident()));
  }

  public Incident shown(Incident incident) {
    if (!wanted) return Covering.covered(incident, tokens);
    if (Covering.isCovered(incident) && !complained) {
      complained = true;
      console.err().println(
          "fivetwenty: nothing to reveal: values were covered when this was stored "
              + "(recorder.values: kept keeps them from then on)");
    }
    return incident;
  }
}
