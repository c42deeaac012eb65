package dev.fivetwenty.cli.incident;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cli.Command;
import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.option.DataFolder;
import dev.fivetwenty.cli.option.OptionTable;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.render.Entries;
import dev.fivetwenty.cli.story.LedgerText;
import dev.fivetwenty.cli.story.LossText;
import dev.fivetwenty.cli.story.Report;
import dev.fivetwenty.cli.story.RowsText;
import dev.fivetwenty.cli.story.StoreJson;
import dev.fivetwenty.cli.story.StoryText;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.incident.IncidentRow;
import dev.fivetwenty.incident.Incidents;
import dev.fivetwenty.incident.Loss;
import dev.fivetwenty.incident.Stored;
import java.util.List;
import java.util.Optional;

/// Tells what became of the exchange with a Ray ID.
public final class WhyCommand implements Command {

  private static final OptionTable OPTIONS =
      new OptionTable(
          """
          Says what became of the exchange with a Ray ID: what the origin sent, when, on which
          connection, what to do, and how to see it again.

            fivetwenty why 8f2c1d3a4b5c6d7e-LOC
            fivetwenty why 8f2c1d

          Usage: fivetwenty why [OPTION]... RAY     (its beginning is enough where no other begins so)

          """
              + Reveal.HELP + DataFolder.HELP + Screen.HELP,
          "");

  private final StoreAccess store;
  private Values values;
  private Console console;

  public WhyCommand(StoreAccess store) {
    this.store = store;
  }

  @Override
  public OptionTable options() {
    return OPTIONS;
  }

  @Override
  public int run(Values given, Console to) {
    values = given;
    console = to;
    String ray = given.word("RAY");
    try (Incidents incidents = store.open(given, to)) {
      Loss loss = incidents.losses();
      int code =
          switch (Lookup.of(ray, incidents)) {
            case Lookup.Found found -> found(ray, found, incidents, loss);
            case Lookup.Candidates candidates -> candidates(ray, candidates, loss);
            case Lookup.Passed passed -> passed(ray, passed, loss);
            case Lookup.Unknown unknown -> unknown(ray, unknown, loss);
          };
      if (!json()) LossText.of(loss, store.now()).ifPresent(line -> to.out().println("\n" + line));
      return code;
    }
  }

  private boolean json() {
    return values.has("--json");
  }

  private Entries page() {
    return Screen.page(values, console);
  }

  private int found(String ray, Lookup.Found found, Incidents incidents, Loss loss) {
    var reports = new IncidentReports(incidents, values, console);
    List<Report> all = found.stored().stream().map(reports::of).toList();
    if (json()) {
      StoreJson.ofReports(ray, all, loss).print(console.out());
    } else {
      Entries page = page();
      new StoryText(page, store.now()).print(all.getFirst());
      console.out().print(page.text());
      if (all.size() > 1) others(found.stored());
    }
    return exitCode(all.getFirst());
  }

  /// Behind a CDN the exchanges of a retry, or of a page and its parts, can share an ID.
  private void others(List<Stored> stored) {
    console.out().println("\nearlier under this Ray ID (fivetwenty incidents show ID):");
    for (Stored one : stored.subList(1, stored.size())) {
      console.out().print("  " + one.id() + "  " + rows().of(row(one)));
    }
  }

  private RowsText rows() {
    return new RowsText(console.style(Screen.color(values)));
  }

  static IncidentRow row(Stored stored) {
    var incident = stored.incident();
    var visit = incident.visit();
    return new IncidentRow(
        stored.id(), stored.group(), incident.ray(), incident.began(), incident.kept().why(),
        incident.kept().verdict().map(v -> v.cause().slug()).orElse(""),
        incident.answer().status(), incident.answer().route(), incident.answer().origin(),
        visit.method(), visit.scheme(), visit.host(), visit.path(), visit.peer());
  }

  /// An exchange that failed is a fault found, whoever is to blame; our own defects stand apart.
  static int exitCode(Report report) {
    if (report.verdict().isEmpty()) return Exit.OK;
    return report.verdict().get().cause() == Cause.EDGE_DEFECT ? Exit.DEFECT : Exit.FAULT;
  }

  private int candidates(String ray, Lookup.Candidates candidates, Loss loss) {
    List<IncidentRow> all = candidates.stored().stream().map(WhyCommand::row).toList();
    if (json()) {
      StoreJson.ofCandidates(ray, all, loss).print(console.out());
      return Exit.USAGE;
    }
    String more = all.size() == Lookup.MOST ? ", and perhaps more" : "";
    console.out().println("several Ray IDs begin with " + ray + more + "; which one?\n");
    for (IncidentRow row : all) console.out().print("  " + rows().of(row));
    return Exit.USAGE;
  }

  private int passed(String ray, Lookup.Passed passed, Loss loss) {
    boolean failed = passed.seen().stream().anyMatch(seen -> !seen.cause().isEmpty());
    if (json()) {
      StoreJson.ofLedger(ray, passed.seen(), Optional.empty(), loss)
          .print(console.out());
    } else {
      Entries page = page();
      var text = new LedgerText(page, store.now());
      passed.seen().forEach(seen -> text.print(passed.ray(), seen, loss));
      console.out().print(page.text());
    }
    return failed ? Exit.FAULT : Exit.OK;
  }

  private int unknown(String ray, Lookup.Unknown unknown, Loss loss) {
    if (json()) {
      StoreJson.ofLedger(ray, List.of(), unknown.since(), loss).print(console.out());
    } else {
      Entries page = page();
      new LedgerText(page, store.now()).printUnknown(unknown.ray(), unknown.isBeginning(), unknown.since());
      console.out().print(page.text());
    }
    return Exit.COULD_NOT_TELL;
  }
}
