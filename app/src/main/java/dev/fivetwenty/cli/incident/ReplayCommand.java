package dev.fivetwenty.cli.incident;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.cli.Command;
import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.Outcome;
import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.Wiring;
import dev.fivetwenty.cli.option.ConnectionOptions;
import dev.fivetwenty.cli.option.DataFolder;
import dev.fivetwenty.cli.option.Numbers;
import dev.fivetwenty.cli.option.OptionTable;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.option.RequestOptions;
import dev.fivetwenty.cli.option.Requests;
import dev.fivetwenty.cli.render.Entries;
import dev.fivetwenty.cli.story.ReplayText;
import dev.fivetwenty.cli.story.StoreJson;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.cli.terminal.Interrupts;
import dev.fivetwenty.doctor.Timekeeper;
import dev.fivetwenty.doctor.asking.Plan;
import dev.fivetwenty.doctor.replay.LeftOut;
import dev.fivetwenty.doctor.replay.RecordedRequest;
import dev.fivetwenty.doctor.replay.Replay;
import dev.fivetwenty.doctor.replay.ReplayPlan;
import dev.fivetwenty.doctor.replay.Replayed;
import dev.fivetwenty.incident.Incident;
import dev.fivetwenty.incident.Incidents;
import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.sanitise.Covered;
import java.util.List;
import java.util.Optional;

/// Sends a recorded request again.
public final class ReplayCommand implements Command {

  private static final int USUAL_TIMES = 10;

  private static final OptionTable OPTIONS =
      new OptionTable(
          """
          Sends a recorded request again to its origin, and says how often it ends as it did then.

            fivetwenty replay 8f2c1d3a4b5c6d7e-LOC
            fivetwenty replay 8f2c1d -n 50 --rate 10 -H 'Cookie: session=...'
            fivetwenty replay 8f2c1d --origin 203.0.113.7 --query 'page=2&token=...'

          Usage: fivetwenty replay [OPTION]... RAY

            -n, --times N             send it so often (default 10)
                --rate N              at most so many in a second (default 5)
                --unsafe              also where its method may change something, as POST does
                --new-connections     on new connections, though it was recorded on a kept one
                --yes-this-is-my-origin  consent to more than 50 requests
          What was covered when it was stored is left out, unless it is supplied:
            -H, --header LINE         a field, as in curl
                --query TEXT          the query, without ?
                --path PATH           the path; where a part of it was covered it has to be supplied
            -d, --data-raw TEXT       content
                --data-binary DATA    content; @FILE reads it
          """
              + ConnectionOptions.HELP
              + """
                Output:
                """
              + DataFolder.HELP + Screen.HELP,
          ConnectionOptions.HIDDEN);

  private final StoreAccess store;
  private Values values;

  public ReplayCommand(StoreAccess store) {
    this.store = store;
  }

  @Override
  public OptionTable options() {
    return OPTIONS;
  }

  @Override
  public int run(Values given, Console console) {
    values = given;
    String ray = given.word("RAY");
    Incident incident = incident(ray, console);
    var replays = new Replays(incident, new ConnectionOptions(given));
    RecordedRequest recorded = recorded(replays, console);
    RequestBytes request = recorded.request();
    ReplayPlan plan = plan(replays, request);
    var interrupts = Interrupts.ofThisThread();
    try (var origins = Wiring.origins()) {
      Optional<Cause> expected = replays.verdict().map(Verdict::cause);
      Replayed replayed =
          new Replay(origins, Timekeeper.system()).run(plan, expected, _ -> {});
      Thread.interrupted();
      print(ray, replayed, request.method() + " " + Covered.urls(request.target()), recorded.leftOut(), console);
      return exitCode(replayed, console);
    } finally {
      console.out().flush();
      interrupts.end();
    }
  }

  private Incident incident(String ray, Console console) {
    try (Incidents incidents = store.open(values, console)) {
      return Recordings.one(ray, incidents);
    }
  }

  private RecordedRequest recorded(Replays replays, Console console) {
    RecordedRequest recorded =
        replays.request().orElseThrow(
            () -> new UsageProblem("the head of the request was not kept whole; nothing to send"));
    RequestBytes request = recorded.request();
    String path = values.last("--path", null);
    if (path != null) request = request.target(path(path) + request.target().replaceFirst("^[^?]*", ""));
    String query = values.last("--query", null);
    if (query != null) {
      request = request.target(request.target().replaceFirst("\\?.*", "") + "?" + query);
    }
    request = Requests.supplied(request, new RequestOptions(values), console.in());
    RecordedRequest supplied = recorded.supplied(request);
    if (supplied.lacksPath()) {
      throw new UsageProblem("a part of the path was covered when this was stored: --path /... supplies it");
    }
    if (!supplied.isSafe() && !values.has("--unsafe")) {
      throw new UsageProblem(
          request.method() + " may change something at the origin: --unsafe sends it again");
    }
    return supplied;
  }

  private static String path(String given) {
    if (given.matches("/[!-~&&[^?#]]*")) return given;
    throw new UsageProblem("--path takes what stands before the query, from / on and percent-encoded, not " + given);
  }

  private ReplayPlan plan(Replays replays, RequestBytes request) {
    int times =
        Numbers.whole("--times", values.last("--times", null), USUAL_TIMES, Plan.MAX_REPEAT);
    if (times == 0) throw new UsageProblem("--times takes a number from 1, not 0");
    double rate =
        Numbers.positive(
            "--rate", values.last("--rate", null), Plan.DEFAULT_PER_SECOND, Plan.MAX_PER_SECOND);
    var warmUp =
        values.has("--new-connections")
            ? Optional.<ReplayPlan.WarmUp>empty() : replays.warmUp(request);
    var plan = new ReplayPlan(replays.order(request, false), warmUp, times, rate);
    if (plan.needsConsent() && !values.has("--yes-this-is-my-origin")) {
      throw new UsageProblem(
          plan.requests() + " requests to " + plan.order().target().connectHost()
              + " need --yes-this-is-my-origin");
    }
    return plan;
  }

  private void print(
      String ray, Replayed replayed, String what, List<LeftOut> leftOut, Console console) {
    if (values.has("--json")) {
      StoreJson.ofReplay(ray, replayed, what, leftOut).print(console.out());
      return;
    }
    Entries page = Screen.page(values, console);
    new ReplayText(page).print(replayed, what, leftOut);
    console.out().print(page.text());
  }

  private static int exitCode(Replayed replayed, Console console) {
    if (replayed.interrupted()) return Exit.INTERRUPTED;
    List<Verdict> verdicts = replayed.verdicts();
    if (verdicts.stream().anyMatch(v -> v.cause() == Cause.EDGE_DEFECT)) return Exit.DEFECT;
    boolean reached =
        replayed.attempts().stream()
            .anyMatch(a -> a.judgement().verdict().filter(v -> !Outcome.isReached(v)).isEmpty());
    if (!reached || replayed.likelihood().tried() == 0) {
      console.out().flush();
      console.err().println("fivetwenty: could not tell: no origin was reached, or none in time");
      return Exit.COULD_NOT_TELL;
    }
    return verdicts.isEmpty() ? Exit.OK : Exit.FAULT;
  }
}
