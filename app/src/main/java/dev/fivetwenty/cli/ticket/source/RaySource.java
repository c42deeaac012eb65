package dev.fivetwenty.cli.ticket.source;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.Wiring;
import dev.fivetwenty.cli.incident.IncidentReports;
import dev.fivetwenty.cli.incident.Recordings;
import dev.fivetwenty.cli.incident.Replays;
import dev.fivetwenty.cli.incident.StoreAccess;
import dev.fivetwenty.cli.option.ConnectionOptions;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.story.Report;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.cli.ticket.account.Run;
import dev.fivetwenty.doctor.Timekeeper;
import dev.fivetwenty.doctor.replay.RecordedRequest;
import dev.fivetwenty.doctor.replay.Replay;
import dev.fivetwenty.doctor.replay.ReplayPlan;
import dev.fivetwenty.doctor.replay.Replayed;
import dev.fivetwenty.incident.Incident;
import dev.fivetwenty.incident.Incidents;
import dev.fivetwenty.origin.Origins;
import dev.fivetwenty.origin.RequestBytes;
import java.util.List;
import java.util.Optional;

/// A ticket of a stored incident. Its request is sent to the origin a few times more, where that can
/// change nothing there, so that it is known whether it still fails.
public final class RaySource implements TicketSource {

  /// Few enough to be unnoticed, enough to tell always from now and then.
  private static final int TIMES = 3;

  private final Values values;
  private final Console console;
  private final StoreAccess store;
  private final Timekeeper time;

  public RaySource(Values values, Console console, StoreAccess store, Timekeeper time) {
    this.values = values;
    this.console = console;
    this.store = store;
    this.time = time;
  }

  @Override
  public Prepared prepare() {
    if (!values.words().isEmpty()) throw new UsageProblem("--ray RAY takes the place of a URL");
    Report report;
    Incident incident;
    try (Incidents incidents = store.open(values, console)) {
      var stored = Recordings.stored(values.last("--ray", null), incidents);
      report = new IncidentReports(incidents, values, console).of(stored);
      incident = report.incident();
    }
    var replays = new Replays(incident, new ConnectionOptions(values));
    Optional<RecordedRequest> recorded = replays.request();
    var ticket = new IncidentTicket(report, recorded, new TicketOptions(values).keep(), store.now());
    if (!canBeAsked(recorded, incident)) return prepared(ticket, Optional.empty(), Optional.empty());
    RequestBytes request = recorded.get().request();
    Replayed replayed = replayed(replays, request);
    return prepared(ticket, Optional.of(replayed), curl(report));
  }

  private static Prepared prepared(
      IncidentTicket ticket, Optional<Replayed> replayed, Optional<Run> curl) {
    return new Prepared(ticket.draft(replayed, curl), curl, List.of(), false);
  }

  private boolean canBeAsked(Optional<RecordedRequest> recorded, Incident incident) {
    boolean origin = !incident.answer().origin().isEmpty() || values.has("--origin");
    return !values.has("--offline") && origin && recorded.filter(RecordedRequest::isSafe).isPresent();
  }

  private Replayed replayed(Replays replays, RequestBytes request) {
    var plan =
        new ReplayPlan(replays.order(request, false), replays.warmUp(request), TIMES, 5);
    try (Origins origins = Wiring.origins()) {
      Optional<Cause> expected = replays.verdict().map(Verdict::cause);
      Replayed replayed = new Replay(origins, time).run(plan, expected, _ -> {});
      Thread.interrupted();
      return replayed;
    }
  }

  private Optional<Run> curl(Report report) {
    if (!new TicketOptions(values).runsCurl()) return Optional.empty();
    return report.commands().stream().filter(c -> c.startsWith("curl ")).findFirst()
        .flatMap(new CurlTrial(console.environment(), time::now)::run);
  }
}
