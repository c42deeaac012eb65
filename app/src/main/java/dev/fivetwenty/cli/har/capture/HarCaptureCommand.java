package dev.fivetwenty.cli.har.capture;

import dev.fivetwenty.cli.Command;
import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.Wiring;
import dev.fivetwenty.cli.har.CdnAddresses;
import dev.fivetwenty.cli.incident.StoreAccess;
import dev.fivetwenty.cli.option.ConnectionOptions;
import dev.fivetwenty.cli.option.DataFolder;
import dev.fivetwenty.cli.option.OptionTable;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.option.RequestOptions;
import dev.fivetwenty.cli.option.Requests;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.cli.terminal.Interrupts;
import dev.fivetwenty.cli.terminal.Written;
import dev.fivetwenty.doctor.browser.BrowserProblem;
import dev.fivetwenty.doctor.capture.Capture;
import dev.fivetwenty.har.sanitise.Keep;
import dev.fivetwenty.har.sanitise.Sanitiser;
import dev.fivetwenty.origin.Origins;
import dev.fivetwenty.sanitise.Tokens;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Captures a URL into HAR files, direct and through a proxy at the same time.
public final class HarCaptureCommand implements Command {

  private static final OptionTable OPTIONS =
      new OptionTable(
          """
          Asks for a URL and writes a HAR of what came, byte-exact, also where it failed.

            fivetwenty har capture https://shop.example/cart --origin 203.0.113.7 -o direct.har
            fivetwenty har capture https://shop.example/cart --origin 203.0.113.7 \\
                --through dns -o cart.har
            fivetwenty har diff cart-direct.har cart-proxied.har
            fivetwenty har capture --ray 8f2c1d3a4b5c6d7e-LOC -o incident.har

          Usage: fivetwenty har capture [OPTION]... URL

            -o, --output FILE         write there; - (default) is standard output; where both ways are
                                      asked (--origin, --through): FILE-direct.har, FILE-proxied.har
                --through HOST[:PORT]  ask there, too, in the same second: the proxy; dns stands for
                                      the address that the URL's own name has
                --page                ask for what the page needs beside itself, too, where it is on the
                                      same host: at most 25 requests a way
                --browser             send a real browser (Chromium, without a window) and ask for the
                                      same page ourselves, for what a browser does not show
                --chrome PATH         the browser's program; default: the first one in the PATH
                --ray RAY             ask nobody: write what an edge recorded under this Ray ID, an entry
                                      for each attempt
          """
              + DataFolder.HELP
              + RequestOptions.HELP + ConnectionOptions.HELP
              + """
          Output:
                --show-secrets        do not hide what could be secret
            -h, --help                show this help

          Redirects to the same host are followed. Values that could be secret are hidden as by
          har sanitise, with one key for both files. Exit codes: 0 no fault, 1 a fault was found,
          2 usage, 3 no origin was reached.
          """,
          RequestOptions.HIDDEN + ConnectionOptions.HIDDEN + "\n-s, --silent\n-L, --location");

  private final StoreAccess store;
  private Values values;
  private Console console;
  private final Sanitiser sanitiser = new Sanitiser(new Tokens(), Keep.NOTHING.published(CdnAddresses::has));

  public HarCaptureCommand(StoreAccess store) {
    this.store = store;
  }

  @Override
  public OptionTable options() {
    return OPTIONS;
  }

  @Override
  public int run(Values given, Console terminal) {
    values = given;
    console = terminal;
    if (given.has("--ray")) return recorded(given.last("--ray", ""));
    Map<String, Capture> captures =
        CaptureRoutes.of(given, new Requests(new RequestOptions(given), console.in()));
    String output = given.last("--output", "-");
    if (captures.size() > 1 && output.equals("-")) {
      throw new UsageProblem("two files are made: -o FILE says where");
    }
    var interrupts = Interrupts.ofThisThread();
    try (Origins origins = Wiring.origins()) {
      var routes = values.has("--browser") ? browsed(captures, origins) : run(captures, origins);
      int code = Exit.OK;
      for (var route : routes.entrySet()) {
        String file = captures.size() > 1 ? named(output, route.getKey()) : output;
        write(file, route.getValue().file());
        code = CaptureRun.worse(code, said(route.getKey(), file, route.getValue()));
      }
      return code;
    } catch (InterruptedException _) {
      console.err().println("fivetwenty: interrupted; nothing was written");
      return Exit.INTERRUPTED;
    } finally {
      console.out().flush();
      interrupts.end();
    }
  }

  private int recorded(String ray) {
    boolean other = !values.words().isEmpty() || values.has("--browser") || values.has("--through");
    if (other) throw new UsageProblem("--ray asks nobody: no URL, --browser or --through goes with it");
    RayCapture capture = RayCapture.of(ray, store, values, console);
    String file = values.last("--output", "-");
    if (!capture.file().entries().isEmpty()) write(file, capture.file());
    if (!values.has("--silent")) {
      boolean written = !capture.file().entries().isEmpty() && !file.equals("-");
      console.err().println(capture.said() + (written ? ", written to " + file : ""));
    }
    return capture.exitCode();
  }

  private Map<String, CaptureRun> browsed(Map<String, Capture> captures, Origins origins)
      throws InterruptedException {
    try (var browsers = new BrowserRuns(values, console)) {
      return browsers.run(captures, origins);
    } catch (BrowserProblem problem) {
      throw new UsageProblem("--browser: " + problem.getMessage());
    }
  }

  /// Each route on a thread of its own, so that the first requests leave together.
  private static Map<String, CaptureRun> run(Map<String, Capture> captures, Origins origins)
      throws InterruptedException {
    var tasks = new SideBySide<CaptureRun>();
    captures.forEach((route, capture) ->
        tasks.start(route, () -> new CaptureRun(capture.run(origins), Optional.empty())));
    return tasks.results();
  }

  private static String named(String output, String route) {
    return output.replaceFirst("\\.har$", "") + "-" + route + ".har";
  }

  private void write(String file, CaptureFile captured) {
    Optional<Sanitiser> hiding = values.has("--show-secrets") ? Optional.empty() : Optional.of(sanitiser);
    byte[] har = captured.bytes(hiding);
    if (file.equals("-")) console.out().writeBytes(har);
    else Written.write(Path.of(file), har);
  }

  /// Says on standard error what came of a route; returns its exit code.
  private int said(String route, String file, CaptureRun captured) {
    String place = file.equals("-") ? "" : ", written to " + file;
    if (!values.has("--silent")) {
      console.err().println("%s: %s%s".formatted(route, captured.outcome(), place));
    }
    return captured.exitCode(console);
  }
}
