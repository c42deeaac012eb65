package dev.fivetwenty.cli.incident;

import dev.fivetwenty.cli.Command;
import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.option.DataFolder;
import dev.fivetwenty.cli.option.Names;
import dev.fivetwenty.cli.option.OptionTable;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.option.Profiles;
import dev.fivetwenty.cli.render.Entries;
import dev.fivetwenty.cli.story.GroupsText;
import dev.fivetwenty.cli.story.HeadersText;
import dev.fivetwenty.cli.story.LossText;
import dev.fivetwenty.cli.story.Report;
import dev.fivetwenty.cli.story.RowsText;
import dev.fivetwenty.cli.story.StoreJson;
import dev.fivetwenty.cli.story.StoryText;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.cli.terminal.Interrupts;
import dev.fivetwenty.incident.Group;
import dev.fivetwenty.incident.HeaderBudget;
import dev.fivetwenty.incident.IncidentRow;
import dev.fivetwenty.incident.Incidents;
import dev.fivetwenty.incident.Loss;
import dev.fivetwenty.incident.Query;
import dev.fivetwenty.incident.Stored;
import dev.fivetwenty.wire.Profile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Lists what is stored, shows it, hands it on, and follows it.
public final class IncidentsCommand implements Command {

  private static final OptionTable OPTIONS =
      new OptionTable(
          """
          Shows what failed, alike ones together; or one by one; or what is stored of one.

            fivetwenty incidents --since 2h
            fivetwenty incidents --list --cause resp-empty-fin --path /cart
            fivetwenty incidents show 4711
            fivetwenty incidents tail
            fivetwenty incidents headers
            fivetwenty incidents export shop.jsonl --since 7d

          Usage: fivetwenty incidents [OPTION]...            groups of alike ones
                 fivetwenty incidents show [OPTION]... ID    one, as why shows it
                 fivetwenty incidents tail [OPTION]...       new ones as they are stored, until Ctrl-C
                 fivetwenty incidents headers [OPTION]...    what room response headers take, per route
                 fivetwenty incidents export [OPTION]... FILE   - is standard output
                 fivetwenty incidents import [OPTION]... FILE   - is standard input

                --list                single ones, newest first
                --cause SLUG          of that cause only
                --origin NAME         of that origin, as the configuration names it
                --route NAME          of that route, as the metrics name it
                --path PREFIX         whose path begins so
                --group ID            of that group
                --since TIME          2h, 3d, or a time like 2026-11-25T14:00:00Z
                --until TIME          the same, for the end
            -n, --limit N             at most so many (default 50; export 10000)
                --config FILE         edge.yaml: headers counts the profiles that it defines, too
          """
              + Reveal.HELP + DataFolder.HELP + Screen.HELP,
          "");

  /// What is of use to some of the ways only. Elsewhere it is refused, for it would be passed over.
  private static final List<String> NARROWING =
      List.of(
          "--list", "--cause", "--origin", "--route", "--path", "--group", "--since", "--until", "--limit",
          "--config");
  private static final Set<String> OF_ROWS =
      Set.of("--cause", "--origin", "--route", "--path", "--group", "--since", "--until", "--limit");
  private static final Map<String, Set<String>> TAKES =
      Map.of("tail", OF_ROWS, "export", OF_ROWS, "headers", Set.of("--route", "--since", "--config"));

  private static final Duration TREND = Duration.ofDays(3);

  private final StoreAccess store;
  private Values values;
  private Console console;

  public IncidentsCommand(StoreAccess store) {
    this.store = store;
  }

  @Override
  public OptionTable options() {
    return OPTIONS;
  }

  @Override
  public int run(Values given, Console to) throws InterruptedException {
    values = given;
    console = to;
    List<String> words = given.words();
    String what = words.isEmpty() ? "" : words.getFirst();
    if (!what.isEmpty()) refuse(what);
    return switch (what) {
      case "" -> onStore(this::lists);
      case "show" -> onStore(this::show);
      case "headers" -> onStore(this::headers);
      case "tail" -> tail();
      case "export" -> onStore(incidents -> exported(incidents));
      case "import" -> Exports.read(DataFolder.of(given, to), file(), store, to);
      default -> throw Names.unknown(
          "way to show incidents", what,
          List.of("show", "tail", "headers", "export", "import").stream(),
          "fivetwenty incidents --help");
    };
  }

  private void refuse(String way) {
    Set<String> takes = TAKES.getOrDefault(way, Set.of());
    for (String option : NARROWING) {
      if (!values.has(option) || takes.contains(option)) continue;
      throw new UsageProblem("incidents " + way + " does not take " + option + " (--help shows what it takes)");
    }
  }

  private interface Task {
    int with(Incidents incidents);
  }

  private int onStore(Task task) {
    try (Incidents incidents = store.open(values, console)) {
      return task.with(incidents);
    }
  }

  private boolean json() {
    return values.has("--json");
  }

  private String file() {
    return second("FILE");
  }

  private String second(String what) {
    List<String> words = values.words();
    if (words.size() < 2) throw new UsageProblem("which " + what + "? (--help shows how)");
    if (words.size() > 2) throw new UsageProblem("one word too many: " + words.get(2));
    return words.get(1);
  }

  private Query query(int usual) {
    return Queries.of(values, usual, store.now());
  }

  private int lists(Incidents incidents) {
    Loss loss = incidents.losses();
    if (values.has("--list") || values.has("--group") || values.has("--path")) {
      list(incidents.list(query(50)), loss);
    } else {
      groups(incidents.groups(query(50)), loss);
    }
    return Exit.OK;
  }

  private void groups(List<Group> groups, Loss loss) {
    if (json()) {
      StoreJson.ofGroups(groups, loss).print(console.out());
      return;
    }
    Entries page = Screen.page(values, console);
    if (groups.isEmpty()) page.lines(none());
    new GroupsText(page, store.now()).print(groups);
    console.out().print(page.text());
    losses(loss);
  }

  private String none() {
    boolean isNarrowed = Stream.of("--cause", "--origin", "--route", "--path", "--group", "--until").anyMatch(values::has);
    return "no " + (isNarrowed ? "such " : "") + "incident" + (values.has("--since") ? " since then" : " is stored") + "\n";
  }

  private void list(List<IncidentRow> rows, Loss loss) {
    if (json()) {
      StoreJson.ofRows(rows, loss).print(console.out());
      return;
    }
    if (rows.isEmpty()) console.out().print(none());
    var text = new RowsText(console.style(Screen.color(values)));
    for (IncidentRow row : rows) console.out().print(text.of(row));
    losses(loss);
  }

  private void losses(Loss loss) {
    LossText.of(loss, store.now()).ifPresent(line -> console.out().println("\n" + line));
  }

  private int show(Incidents incidents) {
    String typed = second("ID");
    if (!typed.matches("[0-9]{1,18}")) {
      throw new UsageProblem(typed + " is no number of an incident (fivetwenty why takes Ray IDs)");
    }
    Stored stored =
        incidents.byId(Long.parseLong(typed))
            .orElseThrow(() -> new UsageProblem("there is no incident " + typed));
    Report report = new IncidentReports(incidents, values, console).of(stored);
    if (json()) {
      StoreJson.ofReports(stored.incident().ray(), List.of(report), incidents.losses())
          .print(console.out());
    } else {
      Entries page = Screen.page(values, console);
      new StoryText(page, store.now()).print(report);
      console.out().print(page.text());
      losses(incidents.losses());
    }
    return WhyCommand.exitCode(report);
  }

  private int exported(Incidents incidents) {
    var reveal = new Reveal(values, console);
    return new Exports(reveal::shown, console).write(incidents, query(Query.MOST), file());
  }

  private int headers(Incidents incidents) {
    Instant since = query(50).since().orElse(store.now().minus(TREND));
    List<Profile> profiles = Profiles.all(values.last("--config", null), console);
    String route = values.last("--route", null);
    List<HeaderBudget> budgets =
        incidents.headerBudgets(since).stream()
            .filter(b -> route == null || route.equals(b.route()))
            .map(b -> b.against(profiles))
            .toList();
    if (json()) {
      StoreJson.ofHeaders(budgets, incidents.losses()).print(console.out());
      return Exit.OK;
    }
    Entries page = Screen.page(values, console);
    if (budgets.isEmpty()) page.lines("no response was measured since then\n");
    new HeadersText(page, profiles).print(budgets);
    console.out().print(page.text());
    return Exit.OK;
  }

  private int tail() {
    var interrupts = Interrupts.ofThisThread();
    try (Incidents incidents = store.open(values, console)) {
      return new Tail(incidents, query(Query.MOST), values, console, store.clock()).follow();
    } finally {
      console.out().flush();
      interrupts.end();
    }
  }
}
