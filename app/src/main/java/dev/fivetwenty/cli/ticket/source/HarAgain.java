package dev.fivetwenty.cli.ticket.source;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cli.Wiring;
import dev.fivetwenty.cli.har.HarRequest;
import dev.fivetwenty.cli.option.ConnectionOptions;
import dev.fivetwenty.cli.option.Connections;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.option.UrlText;
import dev.fivetwenty.cli.render.Discretion;
import dev.fivetwenty.cli.render.Shown;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.cli.ticket.account.Hiding;
import dev.fivetwenty.cli.ticket.account.Occurrence;
import dev.fivetwenty.cli.ticket.account.Run;
import dev.fivetwenty.cli.ticket.account.Times;
import dev.fivetwenty.doctor.Timekeeper;
import dev.fivetwenty.doctor.asking.Upshot;
import dev.fivetwenty.doctor.replay.Replay;
import dev.fivetwenty.doctor.replay.ReplayPlan;
import dev.fivetwenty.doctor.replay.Replayed;
import dev.fivetwenty.doctor.reproduction.Reproduction;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.AttemptOrder;
import dev.fivetwenty.origin.Origins;
import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.ticket.Page.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Sends the request of a HAR to an origin that was named, so that it is known whether it still fails
/// there.
final class HarAgain {

  /// Few enough to be unnoticed, enough to tell always from now and then.
  private static final int TIMES = 3;

  private static final int KEPT_BYTES = 64 << 10;

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  private final HarRequest request;
  private final Replayed replayed;
  private final Optional<Run> curl;
  private final Hiding hiding;

  private HarAgain(HarRequest request, Replayed replayed, Optional<Run> curl, Hiding hiding) {
    this.request = request;
    this.replayed = replayed;
    this.curl = curl;
    this.hiding = hiding;
  }

  /// Returns what came of it; nothing where no origin was named, or the method could change something.
  ///
  /// @param hiding learns what is secret of the request
  static Optional<HarAgain> ask(
      HarRequest request, Optional<Cause> cause, Values values, Console console, Timekeeper time,
      Hiding hiding) {
    boolean wanted = values.has("--origin") && !values.has("--offline");
    if (!wanted || !SAFE.contains(request.bytes().method())) return Optional.empty();
    hiding.url(request.url()).request(request.bytes());
    AttemptOrder order = order(request, new Connections(new ConnectionOptions(values)));
    try (Origins origins = Wiring.origins()) {
      Replayed replayed =
          new Replay(origins, time).run(new ReplayPlan(order, Optional.empty(), TIMES, 5), cause, _ -> {});
      Thread.interrupted();
      String line = Reproduction.curl(order.target(), request.bytes(), order.tls());
      boolean runs = new TicketOptions(values).runsCurl() && !line.contains("@request-content");
      Optional<Run> curl = runs
          ? new CurlTrial(console.environment(), time::now).run(line) : Optional.empty();
      return Optional.of(new HarAgain(request, replayed, curl, hiding));
    }
  }

  private static AttemptOrder order(HarRequest request, Connections connections) {
    RequestBytes bytes = request.bytes();
    return new AttemptOrder(
        connections.target(request.url()), bytes.toByteArray(), bytes.expected(),
        connections.profile(), connections.tls(), connections.total(), KEPT_BYTES, false,
        connections.dnsServer());
  }

  Optional<Run> curl() {
    return curl.map(run -> new Run(run.at(), run.exitCode(), hiding.text(run.said())));
  }

  List<Step> steps() {
    AttemptOrder order = replayed.plan().order();
    RequestBytes shown = Discretion.atTerminal().request(request.bytes(), request.bytes());
    String line = Reproduction.curl(order.target(), shown, order.tls());
    String origin = UrlText.bracket(order.target().connectHost()) + ":" + order.target().port();
    String result = "Run at " + Times.toTheSecond(replayed.started()) + ": it ended so again "
        + ReproductionSteps.often(replayed.likelihood()) + ".";
    return List.of(
        ReproductionSteps.curl(hiding.text(line), curl(), ReproductionSteps.HIDDEN),
        new Step(
            "Send the request of the file to the origin again.",
            "fivetwenty diagnose --har direct.har --entry " + request.entry().index() + " --origin " + origin,
            result));
  }

  List<Occurrence> occurrences() {
    return replayed.attempts().stream().map(HarAgain::occurrence).toList();
  }

  private static Occurrence occurrence(Attempt attempt) {
    String what = Upshot.of(attempt, attempt.order().profile()).toString();
    return new Occurrence(attempt.timeline().started(), "direct, sent again", Shown.text(what), "");
  }
}
