package dev.fivetwenty.cli.har.capture;

import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.option.ConnectionOptions;
import dev.fivetwenty.cli.option.Connections;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.doctor.Timekeeper;
import dev.fivetwenty.doctor.browser.Browser;
import dev.fivetwenty.doctor.browser.BrowserProblem;
import dev.fivetwenty.doctor.browser.BrowserVisit;
import dev.fivetwenty.doctor.browser.BrowserWay;
import dev.fivetwenty.doctor.browser.Chromium;
import dev.fivetwenty.doctor.browser.Visited;
import dev.fivetwenty.doctor.capture.Capture;
import dev.fivetwenty.doctor.capture.Captured;
import dev.fivetwenty.origin.Origins;
import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.origin.Target;
import dev.fivetwenty.origin.trust.Trust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sends a browser on each way, all at the same time, and asks for the same page with attempts of our own.
final class BrowserRuns implements AutoCloseable {

  /// A page has more to wait for than one reply.
  private static final Duration TOTAL = Duration.ofSeconds(120);

  private static final List<String> OWN = List.of("Host", "User-Agent", "Accept", "Cookie");

  /// What a browser cannot be told, or does in its own way.
  private static final List<String> NOT_FOR_BROWSERS =
      List.of(
          "--cacert", "--cert", "--key", "--sni", "--tlsv1.3", "--tls-max", "--no-alpn", "--dns-servers",
          "--http1.0", "--request-target", "--range");

  private final Values values;
  private final Console console;
  private final Timekeeper time = Timekeeper.system();
  private final Path program;
  private final List<Browser> browsers = new ArrayList<>();

  /// @throws UsageProblem where there is no browser, or it cannot ask what is wanted
  BrowserRuns(Values values, Console console) {
    this.values = values;
    this.console = console;
    NOT_FOR_BROWSERS.stream().filter(values::has).findFirst().ifPresent(option -> {
      throw new UsageProblem("a browser cannot be told " + option + ": leave it, or --browser, out");
    });
    program = program();
  }

  private Path program() {
    String named = values.last("--chrome", null);
    if (named == null) {
      return Chromium.find(console.environment().getOrDefault("PATH", ""))
          .orElseThrow(() -> new UsageProblem(
              "no browser was found: none of " + String.join(", ", Chromium.NAMES) + " is in the PATH;"
                  + " install one (Debian: apt-get install chromium), or name it by --chrome PATH"));
    }
    Path path = Path.of(named);
    if (!Files.isRegularFile(path)) throw new UsageProblem("--chrome: there is no file " + path);
    if (!Files.isExecutable(path)) throw new UsageProblem("--chrome: " + path + " cannot be run");
    return path;
  }

  Map<String, CaptureRun> run(Map<String, Capture> captures, Origins origins)
      throws InterruptedException, BrowserProblem {
    var tasks = new SideBySide<CaptureRun>();
    var visits = new LinkedHashMap<String, BrowserVisit>();
    captures.forEach((route, capture) -> visits.put(route, visit(capture.request(), capture.target())));
    var started = new LinkedHashMap<String, Browser>();
    for (var capture : captures.entrySet()) started.put(capture.getKey(), start(capture.getValue()));
    boolean open = browsers.stream().anyMatch(browser -> !browser.isSandboxed());
    if (open && !values.has("--silent")) {
      console.err().println("the browser runs without its sandbox, because you are root");
    }
    captures.forEach((route, capture) ->
        tasks.start(route, () -> run(capture, visits.get(route), started.get(route), origins)));
    return tasks.results();
  }

  private Browser start(Capture capture) throws InterruptedException, BrowserProblem {
    boolean direct = capture.route().equals(CaptureRoutes.DIRECT);
    Trust trust = capture.tls().trust();
    // An edge takes any certificate of an origin unless told otherwise; a visitor's browser does not.
    boolean trusting = trust == Trust.OFF || direct && trust == Trust.FULL;
    Browser browser = Browser.start(program, BrowserWay.to(capture.target(), direct, trusting), profiles(), time);
    browsers.add(browser);
    return browser;
  }

  /// Returns where profiles are made: where temporary files belong.
  private Path profiles() {
    String named = console.environment().getOrDefault("TMPDIR", "");
    Path otherwise = Path.of(System.getProperty("java.io.tmpdir"));
    return named.isEmpty() || !Files.isDirectory(Path.of(named)) ? otherwise : Path.of(named);
  }

  private CaptureRun run(Capture capture, BrowserVisit visit, Browser browser, Origins origins)
      throws InterruptedException, BrowserProblem {
    Visited visited = visit.run(browser, time);
    List<Captured> own = capture.request(visited.request(capture.request())).run(origins);
    return new CaptureRun(own, Optional.of(visited));
  }

  /// The fields that were asked for beside the browser's own; a navigation is a GET without content.
  private BrowserVisit visit(RequestBytes request, Target target) {
    if (!request.method().equals("GET") || request.content().length > 0) {
      throw new UsageProblem("a browser is sent to a page by GET: --browser goes with no other request");
    }
    List<RequestBytes.Line> fields =
        request.lines().stream().filter(line -> OWN.stream().noneMatch(line::isNamed)).toList();
    boolean named = values.has("--user-agent");
    Optional<String> userAgent = named ? request.value("User-Agent") : Optional.empty();
    Duration total = new Connections(new ConnectionOptions(values)).maxTime().orElse(TOTAL);
    return new BrowserVisit(target.url(), fields, request.value("Cookie"), userAgent, total);
  }

  /// Ends the browsers and deletes their profiles.
  @Override
  public void close() {
    browsers.forEach(Browser::close);
  }
}
