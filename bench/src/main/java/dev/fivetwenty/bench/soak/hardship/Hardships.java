package dev.fivetwenty.bench.soak.hardship;

import dev.fivetwenty.bench.process.Child;
import dev.fivetwenty.bench.process.FreePort;
import dev.fivetwenty.bench.soak.MemoryWatch;
import dev.fivetwenty.bench.soak.Metrics;
import dev.fivetwenty.bench.soak.Totals;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/// `./dev soak hardships [SECONDS] [paranoid]`: what may go badly, one thing after the other, against one edge.
///
/// After each nothing may be under way and a request is answered; the memory that was resident is shown. Ends with 1 when
/// something ended as nothing may, more than 400 MiB were resident, or SIGTERM does not end the edge with 0. With
/// `paranoid` Netty looks at each buffer and 1 is also for a leaked one; what that remembers counts as no memory of ours.
public final class Hardships {

  private static final int ORIGINS = 3;
  private static final int LOWEST_PORT = 10_000;
  private static final int HIGHEST_PORT = 32_000;
  private static final int MOST_TRIES = 100;
  private static final int MOST_CONNECTIONS = 11_000;
  private static final int MOST_MEBIBYTES = 400;
  private static final Duration REST = Duration.ofSeconds(30);
  private static final String WATCHED = "paranoid";
  private static final String IO_URING = "io_uring";
  private static final List<String> WORDS = List.of(WATCHED, IO_URING);
  private static final String PARANOID = "-Dio.netty.leakDetection.level=paranoid";

  private static final String CONFIGURATION =
      """
      listen: ["%1$s:%2$d"]
      admin: %1$s:%3$d
      workers: 1
      transport: %6$s
      access_log: {path: none}
      limits: {connections: %4$d, connections_per_client: %4$d}
      routes:
        - origins: [%5$s]
      """;

  private static final List<Hardship> ALL =
      List.of(new HalfClosed(), new Restarts(), new SlowReaders(), new IdleAndFlood());

  public static void main(String... args) throws IOException, InterruptedException {
    List<String> arguments = List.of(args);
    boolean isParanoid = arguments.contains(WATCHED);
    long seconds =
        arguments.stream().filter(a -> !WORDS.contains(a)).mapToLong(Long::parseLong).findFirst().orElse(60);
    long seed = Long.getLong("seed", System.nanoTime());
    Path home = Path.of(System.getProperty("home", ".")).toAbsolutePath();
    Path folder = Files.createTempDirectory("fivetwenty-hardships");
    String watched = isParanoid ? ", each buffer watched" : "";
    System.out.printf("%d s each%s, seed %d, files in %s%n", seconds, watched, seed, folder);
    List<MortalOrigin> origins = new ArrayList<>();
    var draws = new SplittableRandom(seed);
    for (int i = 0; i < ORIGINS; i++) origins.add(origin(draws));
    var site =
        new Site(
            FreePort.pick(), FreePort.pick(), origins, MOST_CONNECTIONS, Duration.ofSeconds(seconds), draws);
    boolean isGood = run(site, home, folder, isParanoid, arguments.contains(IO_URING) ? IO_URING : "auto");
    System.exit(isGood ? 0 : 1);
  }

  /// Returns an origin below the ports that the system gives to clients: one of those would be taken while it is dead.
  private static MortalOrigin origin(SplittableRandom draws) throws IOException {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      int port = draws.nextInt(LOWEST_PORT, HIGHEST_PORT);
      try {
        return new MortalOrigin(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
      } catch (BindException e) {
        continue; // Somebody has it.
      }
    }
    throw new IOException("no port is free from %d to %d".formatted(LOWEST_PORT, HIGHEST_PORT));
  }

  private static boolean run(Site site, Path home, Path folder, boolean isParanoid, String transport)
      throws IOException, InterruptedException {
    Path file = folder.resolve("edge.yaml");
    Files.writeString(file, configuration(site, transport));
    List<String> command = List.of(home.resolve("fivetwenty").toString(), "edge", "--config", file.toString());
    Map<String, String> environment =
        Map.of(
            "FIVETWENTY_DATA", folder.resolve("data").toString(), "FIVETWENTY_FLAGS", isParanoid ? PARANOID : "");
    long most = isParanoid ? Long.MAX_VALUE : MOST_MEBIBYTES;
    try (Child edge = Child.start("edge", command, environment, folder, site.edge())) {
      boolean isGood = true;
      for (Hardship hardship : ALL) isGood &= suffer(hardship, site, edge, most);
      int code = edge.stop();
      boolean hasLeaked = Files.readString(edge.output()).contains("LEAK");
      String leaks = hasLeaked ? "; LEAKED, see " + edge.output() : isParanoid ? ", no leak" : "";
      System.out.printf("the edge ended with %d%s%n", code, leaks);
      return isGood && code == 0 && !hasLeaked;
    }
  }

  private static String configuration(Site site, String transport) {
    InetSocketAddress listen = site.edge();
    List<String> urls =
        site.origins().stream().map(o -> "\"http://127.0.0.1:%d\"".formatted(o.address().getPort())).toList();
    return CONFIGURATION.formatted(
        listen.getAddress().getHostAddress(), listen.getPort(), site.admin().getPort(), site.limit(),
        String.join(", ", urls), transport);
  }

  private static boolean suffer(Hardship hardship, Site site, Child edge, long most)
      throws IOException, InterruptedException {
    var memory = new MemoryWatch(edge.pids());
    String result;
    boolean isGood = true;
    try (memory) {
      result = hardship.run(site);
    } catch (Hardship.Broken broken) {
      result = "FAILED: " + broken.getMessage();
      isGood = false;
    }
    long active = active(site);
    boolean answers = answers(site);
    System.out.printf(
        "%s: %s; resident at most %d MiB; under way afterwards %d%s%n",
        hardship.name(), result, memory.highest(), active, answers ? "" : "; FAILED: it does not answer");
    return isGood && active == 0 && answers && memory.highest() <= most && edge.isAlive();
  }

  /// Returns how many connections are active once they have had time to end.
  private static long active(Site site) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + REST.toNanos();
    long active = Totals.active(Metrics.scrape(site.admin()));
    while (active != 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      active = Totals.active(Metrics.scrape(site.admin()));
    }
    return active;
  }

  private static boolean answers(Site site) throws IOException {
    for (MortalOrigin origin : site.origins()) origin.start();
    try (var guest = new Guest(site.edge(), 0)) {
      return guest.ask("/whole/1000") == Guest.End.WHOLE;
    }
  }

  private Hardships() {}
}
