package dev.fivetwenty.cli;

import dev.fivetwenty.cli.OptionTable.Values;
import dev.fivetwenty.cli.render.Tool;
import dev.fivetwenty.config.text.HostPort;
import dev.fivetwenty.doctor.capture.Capture;
import dev.fivetwenty.doctor.capture.Captured;
import dev.fivetwenty.har.BrokenHar;
import dev.fivetwenty.har.HarEntry;
import dev.fivetwenty.har.HarPart;
import dev.fivetwenty.har.HarWriter;
import dev.fivetwenty.har.json.Json;
import dev.fivetwenty.har.sanitise.Keep;
import dev.fivetwenty.har.sanitise.Sanitiser;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.Origins;
import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.origin.Target;
import dev.fivetwenty.sanitise.Tokens;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Captures a URL into HAR files, direct and through a proxy at the same time.
final class HarCaptureCommand implements Command {

  private static final OptionTable OPTIONS =
      new OptionTable(
          """
          Asks for a URL and writes a HAR of what came, byte-exact, also where it failed.

            fivetwenty har capture https://shop.example/cart --origin 203.0.113.7 -o direct.har
            fivetwenty har capture https://shop.example/cart --origin 203.0.113.7 \\
                --through dns -o cart.har
            fivetwenty har diff cart-direct.har cart-proxied.har

          Usage: fivetwenty har capture [OPTION]... URL

            -o, --output FILE         write there; - (default) is standard output; where both ways are
                                      asked (--origin, --through): FILE-direct.har, FILE-proxied.har
                --through HOST[:PORT]  ask there, too, in the same second: the proxy; dns stands for
                                      the address that the URL's own name has
          """
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

  private static final String DIRECT = "direct";
  private static final String PROXIED = "proxied";

  private Values values;
  private Console console;
  private final Sanitiser sanitiser = new Sanitiser(new Tokens(), Keep.NOTHING);

  @Override
  public OptionTable options() {
    return OPTIONS;
  }

  @Override
  public int run(Values given, Console terminal) throws InterruptedException {
    values = given;
    console = terminal;
    Map<String, Capture> captures =
        captures(new Requests(new RequestOptions(given), console.in()));
    String output = given.last("--output", "-");
    if (captures.size() > 1 && output.equals("-")) {
      throw new UsageProblem("two files are made: -o FILE says where");
    }
    var interrupts = Interrupts.ofThisThread();
    try (Origins origins = Wiring.origins()) {
      var routes = run(captures, origins);
      int code = Exit.OK;
      for (var route : routes.entrySet()) {
        String file = captures.size() > 1 ? named(output, route.getKey()) : output;
        write(file, route.getValue());
        code = worse(code, said(route.getKey(), file, route.getValue()));
      }
      return code;
    } finally {
      console.out().flush();
      interrupts.end();
    }
  }

  private Map<String, Capture> captures(Requests asked) {
    var connections = new Connections(new ConnectionOptions(values));
    RequestBytes request = asked.bytes();
    Target target = connections.target(asked.url());
    String through = values.last("--through", null);
    var captures = new LinkedHashMap<String, Capture>();
    boolean forced = target.address().isPresent() && values.has("--origin");
    if (forced || through == null) {
      captures.put(DIRECT, capture(target, request, connections, forced ? DIRECT : "as-named"));
    }
    if (through != null) {
      captures.put(PROXIED, capture(proxied(target, through), request, connections, PROXIED));
    }
    return captures;
  }

  private static Capture capture(
      Target target, RequestBytes request, Connections connections, String route) {
    return new Capture(
        target, request, connections.profile(), connections.tls(), connections.total(),
        connections.dnsServer(), route);
  }

  private static Target proxied(Target target, String through) {
    URI url = target.url();
    int own = url.getPort() >= 0 ? url.getPort() : target.isTls() ? 443 : 80;
    if (through.equals("dns")) return new Target(url, Optional.empty(), own);
    HostPort place = UrlText.origin(through);
    return new Target(url, Optional.of(place.host()), place.port() < 0 ? own : place.port());
  }

  /// Each route on a thread of its own, so that the first requests leave together.
  private static Map<String, List<Captured>> run(Map<String, Capture> captures, Origins origins)
      throws InterruptedException {
    var tasks = new LinkedHashMap<String, FutureTask<List<Captured>>>();
    captures.forEach((route, capture) ->
        tasks.put(route, new FutureTask<>(() -> capture.run(origins))));
    tasks.values().forEach(Thread::startVirtualThread);
    var captured = new LinkedHashMap<String, List<Captured>>();
    for (var task : tasks.entrySet()) {
      try {
        captured.put(task.getKey(), task.getValue().get());
      } catch (ExecutionException failed) {
        switch (failed.getCause()) {
          case RuntimeException own -> throw own;
          case InterruptedException interrupted -> throw interrupted;
          default -> throw new IllegalStateException(failed.getCause());
        }
      }
    }
    return captured;
  }

  private static String named(String output, String route) {
    return output.replaceFirst("\\.har$", "") + "-" + route + ".har";
  }

  private void write(String file, List<Captured> captured) {
    byte[] har = har(captured);
    if (file.equals("-")) console.out().writeBytes(har);
    else Written.write(Path.of(file), har);
  }

  private byte[] har(List<Captured> captured) {
    var out = new ByteArrayOutputStream();
    try (var writer = new HarWriter(out)) {
      writer.begin(Json.object("name", Json.of("fivetwenty"), "version", Json.of(Tool.VERSION)));
      for (int i = 0; i < captured.size(); i++) {
        writer.write(new HarPart.Entry(new HarEntry(i, 0, captured.get(i).entry())));
      }
      writer.end();
    }
    return values.has("--show-secrets") ? out.toByteArray() : sanitised(out.toByteArray());
  }

  private byte[] sanitised(byte[] har) {
    var clean = new ByteArrayOutputStream();
    try {
      sanitiser.sanitise(new ByteArrayInputStream(har), clean);
    } catch (IOException | BrokenHar defect) {
      throw new IllegalStateException("a HAR of our own cannot be read", defect);
    }
    return clean.toByteArray();
  }

  /// Says on standard error what came of a route; returns its exit code.
  private int said(String route, String file, List<Captured> captured) {
    Attempt last = captured.getLast().attempt();
    String place = file.equals("-") ? "" : ", written to " + file;
    if (!values.has("--silent")) {
      console.err().println("%s: %s%s".formatted(route, HarOutcomes.of(captured), place));
    }
    return Outcome.exitCode(last, false, console);
  }

  private static int worse(int one, int other) {
    List<Integer> order = List.of(Exit.OK, Exit.COULD_NOT_TELL, Exit.FAULT, Exit.DEFECT);
    return order.indexOf(one) > order.indexOf(other) ? one : other;
  }
}
