package dev.fivetwenty.cli;

import dev.fivetwenty.cli.OptionTable.Values;
import dev.fivetwenty.incident.Incident;
import dev.fivetwenty.incident.Stored;
import dev.fivetwenty.incident.intake.Covering;
import dev.fivetwenty.sanitise.Tokens;

/// What may be shown of an incident: what could be secret only when it is asked for, and only where
/// the recorder was told to keep it.
final class Reveal {

  static final String HELP =
      """
            --reveal              show values that could be secret, where the recorder was told to keep
                                  them (recorder.values: kept)
      """;

  private final boolean wanted;
  private final Tokens tokens = new Tokens();
  private final Console console;
  private boolean complained;

  Reveal(Values values, Console console) {
    this.wanted = values.has("--reveal");
    this.console = console;
  }

  Stored shown(Stored stored) {
    return new Stored(stored.id(), stored.group(), shown(stored.incident()));
  }

  Incident shown(Incident incident) {
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
