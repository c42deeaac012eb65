package dev.fivetwenty.cli.option;

import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.cli.terminal.ProgressLine;
import dev.fivetwenty.doctor.Examination;
import dev.fivetwenty.doctor.Examiner;
import dev.fivetwenty.doctor.Timekeeper;
import dev.fivetwenty.doctor.asking.LimitSearch;
import dev.fivetwenty.doctor.asking.Plan;
import dev.fivetwenty.doctor.probe.Probes;
import dev.fivetwenty.origin.Origins;
import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.origin.trust.TlsOptions;
import dev.fivetwenty.ranges.Ranges;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// What commands that examine an origin have in common: how far to go, and going there.
public record Examining(Values values) {

  public static final String HELP =
      """
            --repeat N            ask the same request N times (default 8)
            --until-fail          stop repeating at the first failure
            --rate N              repetitions in a second (default 5)
            --idle-sweep          watch an idle connection as long as an edge's pool keeps one
            --find-limits         ask until the origin turns requests away: how many, how fast, how many
                                  at once, which User-Agents, and when it lets go again
            --limit-requests N    with at most N requests (default 600)
            --limit-rate N        at most N in a second (default 20)
            --limit-wait SECONDS  wait so long for it to let go (default 120)
            --yes-this-is-my-origin  consent to more than 50 requests
      """;

  public Plan plan(URI url, RequestBytes request) {
    var connections = new Connections(new ConnectionOptions(values));
    TlsOptions tls = connections.tls();
    Plan plan =
        Plan.of(connections.target(url))
            .request(request)
            .profile(connections.profile())
            .tls(tls)
            .idleSweep(values.has("--idle-sweep"))
            .isMyOrigin(values.has("--yes-this-is-my-origin"))
            .dnsServer(connections.dnsServer());
    if (connections.maxTime().isPresent()) plan = plan.maxTime(connections.maxTime().get());
    plan = limits(repetition(plan));
    if (plan.needsConsent()) {
      throw new UsageProblem(
          plan.requests() + " requests to " + plan.target().connectHost()
              + " need --yes-this-is-my-origin");
    }
    return plan;
  }

  private Plan repetition(Plan plan) {
    int times =
        Numbers.whole("--repeat", values.last("--repeat", null), plan.repeat(), Plan.MAX_REPEAT);
    double rate =
        Numbers.positive(
            "--rate", values.last("--rate", null), plan.perSecond(), Plan.MAX_PER_SECOND);
    return plan.repeat(times, values.has("--until-fail"), rate);
  }

  private Plan limits(Plan plan) {
    if (!values.has("--find-limits")) {
      for (String option : List.of("--limit-requests", "--limit-rate", "--limit-wait")) {
        if (values.has(option)) throw new UsageProblem(option + " goes with --find-limits");
      }
      return plan;
    }
    double rate =
        Numbers.positive(
            "--limit-rate", values.last("--limit-rate", null), LimitSearch.DEFAULT_PER_SECOND,
            Plan.MAX_PER_SECOND);
    double seconds =
        Numbers.positive(
            "--limit-wait", values.last("--limit-wait", null),
            LimitSearch.DEFAULT_PATIENCE.toSeconds(), LimitSearch.MAX_PATIENCE.toSeconds());
    return plan.limits(
        new LimitSearch(limitRequests(), rate, Duration.ofMillis((long) (seconds * 1000))));
  }

  private int limitRequests() {
    String text = values.last("--limit-requests", null);
    int requests =
        Numbers.whole(
            "--limit-requests", text, LimitSearch.DEFAULT_REQUESTS, LimitSearch.MAX_REQUESTS);
    if (requests == 0) throw new UsageProblem("--limit-requests takes a number above 0");
    return requests;
  }

  /// Says how far a search goes that the origin will notice.
  private static void announce(Plan plan, LimitSearch search, Console console) {
    console.err().printf(
        Locale.ROOT,
        "fivetwenty: looking for the limits of %s: at most %d requests besides those of the examination, %s a second, %d minutes%n",
        plan.target().connectHost(), search.requests(),
        "%.4g".formatted(search.perSecond()).replaceAll("\\.?0+$", ""),
        Math.ceilDiv(search.limit().toSeconds(), 60));
  }

  /// Examines on this thread, which may be interrupted; what is known by then comes back.
  public static Examination run(
      Plan plan, Origins origins, Timekeeper time, Console console, boolean quiet) {
    var examiner = new Examiner(origins, Ranges.published(), time, Probes.of(plan));
    plan.limits().ifPresent(search -> announce(plan, search, console));
    var progress = new ProgressLine(console, quiet);
    Examination examination = examiner.examine(plan, progress);
    Thread.interrupted();
    progress.clear();
    return examination;
  }
}
