package dev.fivetwenty.bench.soak;

import dev.fivetwenty.bench.process.Child;
import dev.fivetwenty.bench.process.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// `./dev soak edge`: mixed requests, some of whose replies the origin breaks, and the account of them.
///
/// Ends with 1 when the sums differ, a request ended as none may, something is still under way at the end, or the memory
/// went over its bound.
public final class Soak {

  private static final String CONFIGURATION =
      """
      listen: ["%1$s:%2$d"]
      admin: %1$s:%3$d
      workers: %4$d
      transport: %7$s
      access_log: {format: json, path: "%5$s"}
      routes:
        - origins: ["http://%1$s:%6$d"]
      limits: {connections: 4096, connections_per_client: 4096}
      """;

  /// For the log's buffer to be written, and for connections to be told that their clients have gone.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SoakOptions options;
  private final List<String> edge;
  private final Path folder;
  private final StringBuilder report = new StringBuilder();
  private boolean isGood = true;

  /// @param edge   the command that `edge --config FILE` is added to
  /// @param folder for the edge's configuration, log and data
  Soak(SoakOptions options, List<String> edge, Path folder) {
    this.options = options;
    this.edge = edge;
    this.folder = folder;
  }

  public static void main(String... args) throws IOException, InterruptedException {
    List<String> arguments = List.of(args);
    if (!arguments.isEmpty() && arguments.getFirst().equals("edge")) arguments = arguments.subList(1, arguments.size());
    Optional<SoakOptions> options = SoakOptions.parse(arguments, System.nanoTime());
    if (options.isEmpty()) {
      System.err.print(SoakOptions.USAGE);
      System.exit(2);
    }
    Path home = Path.of(System.getProperty("home", ".")).toAbsolutePath();
    Path folder = Files.createTempDirectory("fivetwenty-soak");
    var soak = new Soak(options.get(), List.of(home.resolve("fivetwenty").toString()), folder);
    boolean isGood = soak.run();
    System.out.print(soak.report());
    if (isGood) soak.removeFiles();
    else System.out.println("kept: " + folder);
    System.exit(isGood ? 0 : 1);
  }

  /// Returns what there is to say, after [#run].
  String report() {
    return report.toString();
  }

  /// True when everything is accounted for.
  boolean run() throws IOException, InterruptedException {
    InetSocketAddress listen = FreePort.pick();
    InetSocketAddress admin = FreePort.pick();
    Path log = folder.resolve("access.log");
    try (var origin = new SoakOrigin()) {
      Path file = folder.resolve("edge.yaml");
      Files.writeString(
          file,
          CONFIGURATION.formatted(
              listen.getAddress().getHostAddress(), listen.getPort(), admin.getPort(), options.workers(),
              log, origin.address().getPort(), options.transport()));
      List<String> command = new ArrayList<>(edge);
      command.addAll(List.of("edge", "--config", file.toString()));
      Map<String, String> environment = Map.of("FIVETWENTY_DATA", folder.resolve("data").toString());
      try (Child child = Child.start("edge", command, environment, folder, listen)) {
        return soak(child, listen, admin, origin, log);
      }
    }
  }

  private boolean soak(
      Child child, InetSocketAddress listen, InetSocketAddress admin, SoakOrigin origin, Path log)
      throws IOException, InterruptedException {
    var ledger = new Ledger(options.requests());
    long begun = System.nanoTime();
    var memory = new MemoryWatch(child.pids());
    try (memory) {
      ask(listen, ledger);
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    say("%,d requests in %.0f s (%.0f a second), %,d at the origin, seed %d"
        .formatted(ledger.size(), seconds, ledger.size() / seconds, origin.requests(), options.seed()));
    say(memory.show());
    demand(memory.highest() <= options.memory(), "the edge had more than %d MiB".formatted(options.memory()));
    demand(child.isAlive(), "the edge has ended: " + child.lastWords());
    demand(origin.wrongUploads() == 0, "%d uploads came to the origin other than sent".formatted(origin.wrongUploads()));
    if (!child.isAlive()) return false;
    Metrics metrics = rest(admin);
    account(ledger, log, metrics, child);
    return isGood;
  }

  private void ask(InetSocketAddress listen, Ledger ledger) throws InterruptedException {
    var seeds = new AtomicLong(options.seed());
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < options.clients(); i++) {
      clients.add(Thread.ofVirtual().start(new SoakClient(listen, ledger, seeds, options.broken())));
    }
    for (Thread client : clients) client.join();
  }

  /// Waits until nothing is under way any more, and returns the metrics of then.
  private Metrics rest(InetSocketAddress admin) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Metrics metrics = Metrics.scrape(admin);
    while (Totals.active(metrics) != 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      metrics = Metrics.scrape(admin);
    }
    demand(Totals.active(metrics) == 0, "connections counted as active at the end: %d".formatted(Totals.active(metrics)));
    return metrics;
  }

  private void account(Ledger ledger, Path log, Metrics metrics, Child child) throws IOException, InterruptedException {
    // A drained edge has written all of its log.
    int code = child.stop();
    demand(code == 0, "the edge ended with exit code %d after SIGTERM".formatted(code));
    var accounts = new Accounts(ledger);
    try {
      AccessLog.read(log, accounts::take);
    } catch (UncheckedIOException e) {
      throw new IOException("the access log cannot be read", e);
    }
    accounts.settle();
    say(accounts.show().stripTrailing());
    long counted = Totals.failures(metrics);
    say("failures seen %,d, logged %,d, counted %,d (%,d of these after their client had left); log lines dropped %,d"
        .formatted(
            accounts.seen(), accounts.loggedFailures(), counted, accounts.loggedOfLeft(), Totals.dropped(metrics)));
    demand(Totals.dropped(metrics) == 0, "the log is not whole");
    demand(accounts.areBalanced(), "what clients saw and what was logged differ");
    demand(
        counted == accounts.loggedFailures() + accounts.loggedOfLeft(),
        "what was logged and what was counted differ");
  }

  private void say(String line) {
    report.append(line).append('\n');
  }

  private void demand(boolean isSo, String otherwise) {
    if (isSo) return;
    isGood = false;
    say("FAILED: " + otherwise);
  }

  private void removeFiles() throws IOException {
    try (var walk = Files.walk(folder)) {
      for (Path file : walk.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
    }
  }
}
