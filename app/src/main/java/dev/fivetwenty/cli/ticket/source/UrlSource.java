package dev.fivetwenty.cli.ticket.source;

import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.Wiring;
import dev.fivetwenty.cli.har.capture.CaptureRoutes;
import dev.fivetwenty.cli.option.Examining;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.option.RequestOptions;
import dev.fivetwenty.cli.option.Requests;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.doctor.Examination;
import dev.fivetwenty.doctor.Timekeeper;
import dev.fivetwenty.doctor.asking.Plan;
import dev.fivetwenty.doctor.capture.Capture;
import dev.fivetwenty.doctor.capture.Captured;
import dev.fivetwenty.origin.Origins;
import dev.fivetwenty.origin.Target;
import java.util.List;
import java.util.Optional;

/// A ticket of a URL: the origin is examined, and the proxy is asked the same where it is named.
public final class UrlSource implements TicketSource {

  private final Values values;
  private final Console console;
  private final Timekeeper time;

  public UrlSource(Values values, Console console, Timekeeper time) {
    this.values = values;
    this.console = console;
    this.time = time;
  }

  @Override
  public Prepared prepare() throws InterruptedException {
    if (values.has("--offline")) throw new UsageProblem("a URL has to be asked: --offline goes with --ray");
    var request = new Requests(new RequestOptions(values), console.in());
    Plan plan = new Examining(values).plan(request.url(), request.bytes());
    Optional<Target> proxy = proxy(plan.target());
    try (Origins origins = Wiring.origins()) {
      Examination examination = Examining.run(plan, origins, time, console, values.has("--json"));
      boolean ended = proxy.isEmpty() || examination.interrupted();
      List<Captured> through = ended ? List.of() : capture(plan, proxy.get()).run(origins);
      List<String> trace = through.isEmpty()
          ? List.of() : new ProxyTrace(plan, proxy.get()).ask(through.getLast(), origins);
      var ticket = new ExaminationTicket(examination, through, new TicketOptions(values).keep());
      return ticket.prepared(trace, new TicketOptions(values).runsCurl(), console, time::now);
    }
  }

  private static Capture capture(Plan plan, Target proxy) {
    return new Capture(
        proxy, plan.request(), plan.profile(), plan.tls(), plan.maxTime(), plan.dnsServer(), "proxied",
        false);
  }

  private Optional<Target> proxy(Target target) {
    return Optional.ofNullable(values.last("--through", null))
        .map(through -> CaptureRoutes.proxied(target, through));
  }
}
