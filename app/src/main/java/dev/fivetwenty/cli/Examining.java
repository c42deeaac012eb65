package dev.fivetwenty.cli;

import dev.fivetwenty.cli.OptionTable.Values;
import dev.fivetwenty.doctor.Examination;
import dev.fivetwenty.doctor.Examiner;
import dev.fivetwenty.doctor.Plan;
import dev.fivetwenty.doctor.Timekeeper;
import dev.fivetwenty.doctor.probe.Probes;
import dev.fivetwenty.origin.Origins;
import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.origin.TlsOptions;
import dev.fivetwenty.ranges.Ranges;
import java.net.URI;

/// What commands that examine an origin have in common: how far to go, and going there.
record Examining(Values values) {

  static final String HELP =
      """
            --repeat N            ask the same request N times (default 8)
            --until-fail          stop repeating at the first failure
            --rate N              repetitions in a second (default 5)
            --idle-sweep          watch an idle connection as long as an edge's pool keeps one
            --yes-this-is-my-origin  consent to more than 50 requests
      """;

  Plan plan(URI url, RequestBytes request) {
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
    plan = repetition(plan);
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

  /// Examines on this thread, which may be interrupted; what is known by then comes back.
  static Examination run(
      Plan plan, Origins origins, Timekeeper time, Console console, boolean quiet) {
    var examiner = new Examiner(origins, Ranges.published(), time, Probes.standard());
    var progress = new ProgressLine(console, quiet);
    Examination examination = examiner.examine(plan, progress);
    Thread.interrupted();
    progress.clear();
    return examination;
  }
}
