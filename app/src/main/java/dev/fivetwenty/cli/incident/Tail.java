package dev.fivetwenty.cli.incident;

import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.story.LossText;
import dev.fivetwenty.cli.story.RowsText;
import dev.fivetwenty.cli.story.StoreJson;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.incident.IncidentRow;
import dev.fivetwenty.incident.Incidents;
import dev.fivetwenty.incident.Loss;
import dev.fivetwenty.incident.Query;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// Follows a store that an edge in another process writes to.
///
/// A store cannot call: it is asked twice a second for what was stored after the last one seen. What
/// is missing is said beside the list, on standard error, and again when it has doubled.
final class Tail {

  private static final Duration PAUSE = Duration.ofMillis(500);

  private static final int FIRST = 10;

  private final Incidents incidents;
  private final Query query;
  private final boolean json;
  private final Console console;
  private final InstantSource clock;
  private final RowsText text;
  private long told;

  Tail(
      Incidents incidents, Query query, Values values, Console console, InstantSource clock) {
    this.clock = clock;
    this.incidents = incidents;
    this.query = query;
    this.json = values.has("--json");
    this.console = console;
    this.text = new RowsText(console.style(Screen.color(values)));
  }

  /// Prints the last few, then new ones, until the thread is interrupted or nobody reads on.
  int follow() {
    List<IncidentRow> last = incidents.list(query.atMost(FIRST)).reversed();
    print(last);
    long seen = newest(last);
    while (!console.out().checkError()) {
      losses();
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException _) {
        return Exit.INTERRUPTED;
      }
      List<IncidentRow> more = incidents.list(query.after(seen));
      print(more);
      if (!more.isEmpty()) seen = more.getLast().id();
    }
    return Exit.OK;
  }

  private long newest(List<IncidentRow> shown) {
    return shown.isEmpty() ? 0 : shown.getLast().id();
  }

  private void print(List<IncidentRow> rows) {
    for (IncidentRow row : rows) {
      if (json) console.out().println(StoreJson.ofRow(row).line());
      else console.out().print(text.of(row));
    }
    console.out().flush();
  }

  /// In a flood that is a line now and then, not one with each look.
  private void losses() {
    Loss loss = incidents.losses();
    long lost = loss.total() + loss.rows();
    if (lost == 0 || lost < 2 * told) return;
    told = lost;
    LossText.of(loss, clock.instant()).ifPresent(line -> console.err().println("fivetwenty: " + line));
  }
}
