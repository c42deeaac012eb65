package dev.fivetwenty.bench.edge;

import dev.fivetwenty.bench.process.Cores;
import dev.fivetwenty.bench.process.MissingProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// `./dev bench edge`: compares the edge with nginx and HAProxy and prints a table for each row.
///
/// Ends with 1 when a reply was not what was asked for, since then the figures say nothing; with 2 when it cannot run.
public final class SideBySide {

  /// In which contenders take turns and are shown.
  static final List<String> ORDER =
      Stream.concat(
              Stream.of(Edge.Kind.values()).map(Edge.Kind::contender),
              Stream.of("nginx", "haproxy", "haproxy-retrying", "haproxy-tcp", "direct"))
          .toList();

  private final Options options;
  private final List<Contender> contenders;
  private final Cores cores;

  private SideBySide(Options options, List<Contender> contenders, Cores cores) {
    this.options = options;
    this.contenders = contenders;
    this.cores = cores;
  }

  /// Returns the exit code.
  ///
  /// @param home the checked-out repository
  public static int run(Path home, List<String> arguments) throws InterruptedException {
    if (arguments.contains("--help")) {
      System.out.print(Options.USAGE);
      return 0;
    }
    try {
      Options options = Options.parse(home, arguments);
      var cores = new Cores();
      cores.bindThisJvm();
      String command = "./dev bench edge " + String.join(" ", arguments);
      return new SideBySide(options, contenders(home, options), cores).run(command.strip());
    } catch (Options.Problem e) {
      System.err.printf("bench edge: %s%n%n%s", e.getMessage(), Options.USAGE);
      return 2;
    } catch (MissingProgram | IOException e) {
      System.err.printf("bench edge: %s%n", e.getMessage());
      return 2;
    }
  }

  private static List<Contender> contenders(Path home, Options options) {
    Stream<Contender> edges = Stream.of(Edge.Kind.values()).map(kind -> new Edge(home, options.flags(), kind));
    Stream<Contender> proxies = Stream.of(HaProxy.Kind.values()).map(HaProxy::new);
    Stream<Contender> others = Stream.concat(Stream.of(new Nginx(), new Direct()), proxies);
    return Stream.concat(edges, others)
        .filter(contender -> options.with().contains(contender.name()))
        .sorted(Comparator.comparingInt(contender -> ORDER.indexOf(contender.name())))
        .toList();
  }

  private int run(String command) throws IOException, InterruptedException, MissingProgram {
    var text = new StringBuilder();
    List<String> programs = Machine.programs(contenders);
    say(text, MarkdownReport.head(command, Machine.describe(), programs, options, cores.toString()));
    if (options.profile()) return profile();
    List<Standings> all = new ArrayList<>();
    for (Row row : options.rows()) {
      Standings standings = play(row);
      all.add(standings);
      say(text, MarkdownReport.row(standings));
    }
    say(text, MarkdownReport.summary(all));
    if (options.out() != null) write(text.toString(), all);
    return all.stream().mapToLong(Standings::unexpected).sum() == 0 ? 0 : 1;
  }

  private static void say(StringBuilder text, String part) {
    text.append(part).append('\n');
    System.out.println(part);
  }

  private Standings play(Row row) throws IOException, InterruptedException, MissingProgram {
    try (var folder = new TemporaryFolder();
        var match = new Match(row, options, cores, folder.path())) {
      match.start(contenders);
      match.warm();
      for (int round = 0; round < options.rounds(); round++) match.round();
      // Buffered logs are written within a second.
      Thread.sleep(1_500);
      return match.standings();
    }
  }

  private int profile() throws IOException, InterruptedException, MissingProgram {
    try (var folder = new TemporaryFolder();
        var match = new Match(options.rows().getFirst(), options, cores, folder.path())) {
      match.start(contenders.stream().filter(contender -> contender.name().equals("edge")).toList());
      match.warm();
      System.out.println(CpuProfile.take(match.edge(), options.time(), folder.path()));
      return 0;
    }
  }

  private void write(String text, List<Standings> all) throws IOException {
    Files.createDirectories(options.out());
    String name = LocalDate.now() + "-" + Machine.slug();
    Path plot = options.out().resolve(name + ".svg");
    Files.writeString(plot, BarChart.draw(all));
    Path file = options.out().resolve(name + ".md");
    Files.writeString(file, "%s%n![CPU per request](%s)%n".formatted(text.stripTrailing() + "\n", plot.getFileName()));
    System.out.printf("wrote %s and %s%n", file, plot);
  }
}
