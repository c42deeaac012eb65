package dev.fivetwenty.cli.ticket;

import dev.fivetwenty.cli.Command;
import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.incident.StoreAccess;
import dev.fivetwenty.cli.option.ConnectionOptions;
import dev.fivetwenty.cli.option.DataFolder;
import dev.fivetwenty.cli.option.Examining;
import dev.fivetwenty.cli.option.OptionTable;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.option.RequestOptions;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.cli.terminal.Interrupts;
import dev.fivetwenty.cli.terminal.Problems;
import dev.fivetwenty.cli.ticket.source.HarSource;
import dev.fivetwenty.cli.ticket.source.Prepared;
import dev.fivetwenty.cli.ticket.source.RaySource;
import dev.fivetwenty.cli.ticket.source.TicketOptions;
import dev.fivetwenty.cli.ticket.source.TicketSource;
import dev.fivetwenty.cli.ticket.source.UrlSource;
import dev.fivetwenty.doctor.Timekeeper;
import dev.fivetwenty.ticket.TicketFolder;
import java.io.IOException;
import java.nio.file.Path;

/// Makes of a fault a folder that somebody else's support can work with.
public final class TicketCommand implements Command {

  private static final OptionTable OPTIONS =
      new OptionTable(
          """
          Makes a ticket: what happened, when, how to see it again and what proves it, with both HARs,
          sanitised, in a folder that is complete or not there.

            fivetwenty ticket https://shop.example/cart --origin 203.0.113.7 --through dns -o cart
            fivetwenty ticket --ray 8f2c1d3a4b5c6d7e-LOC --log /var/log/nginx/error.log
            fivetwenty ticket --har direct.har proxied.har --for cdn

          Usage: fivetwenty ticket [OPTION]... URL
                 fivetwenty ticket [OPTION]... --ray RAY
                 fivetwenty ticket [OPTION]... --har DIRECT PROXIED

                --through HOST[:PORT]  ask there, too: the proxy; dns stands for the address that the
                                      URL's own name has
                --ray RAY             of an exchange that an edge has recorded
                --har FILE            a HAR of the origin itself; one through the proxy follows
                                      (--origin says where to send its request again)
                --offline             ask nobody anything: what was recorded must do
          """
              + Examining.HELP + TicketOptions.HELP + RequestOptions.HELP + ConnectionOptions.HELP
              + DataFolder.HELP
              + """
          Output:
                --json                print the manifest (docs/ticket.md) and nothing else
            -h, --help                show this help

          Exit codes: 0 the ticket is there, 1 something in it could be secret, so there is none,
          2 usage.
          """,
          RequestOptions.HIDDEN + ConnectionOptions.HIDDEN + "\n-s, --silent\n-v, --verbose");

  private final StoreAccess store;
  private final Timekeeper time;

  /// @param time that an examination or a replay takes
  public TicketCommand(StoreAccess store, Timekeeper time) {
    this.store = store;
    this.time = time;
  }

  @Override
  public OptionTable options() {
    return OPTIONS;
  }

  @Override
  public int run(Values values, Console console) {
    var options = new TicketOptions(values);
    options.check();
    Path target = options.folder(time.now());
    demand(target);
    var interrupts = Interrupts.ofThisThread();
    try (TicketSource source = source(values, console)) {
      Prepared prepared = source.prepare();
      var making = new TicketMaking(options, console, time::now);
      TicketWriting.Result result = making.make(prepared, target);
      return said(result, target, values.has("--json"), console);
    } catch (InterruptedException _) {
      return Exit.INTERRUPTED;
    } finally {
      console.out().flush();
      interrupts.end();
    }
  }

  private TicketSource source(Values values, Console console) {
    boolean ray = values.has("--ray");
    boolean har = values.has("--har");
    if (ray && har) throw new UsageProblem("--ray and --har exclude each other");
    if (ray) return new RaySource(values, console, store, time);
    return har ? new HarSource(values, console, time) : new UrlSource(values, console, time);
  }

  private static void demand(Path target) {
    try {
      TicketFolder.demand(target);
    } catch (IOException problem) {
      throw new UsageProblem("cannot make the folder " + target + ": " + Problems.text(problem));
    }
  }

  private static int said(
      TicketWriting.Result result, Path target, boolean json, Console console) {
    if (result.leak().isPresent()) {
      console.err().println("fivetwenty: " + TicketText.refused(result.leak().get()));
      return Exit.FAULT;
    }
    if (json) {
      console.out().print(result.json());
      return Exit.OK;
    }
    console.out().print(TicketText.of(result, target));
    return Exit.OK;
  }
}
