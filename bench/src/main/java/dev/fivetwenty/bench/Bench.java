package dev.fivetwenty.bench;

import dev.fivetwenty.bench.edge.SideBySide;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// Runs a group of benchmarks and prints a table fit for `docs/performance.md`.
///
/// Arguments: the group, then any option of JMH; or `edge`, with the options of [SideBySide].
public final class Bench {

  private static final Map<String, String> GROUPS =
      Map.of(
          "wire", "(HeadReader|Chunked|Judge)Bench",
          "head", "HeadReaderBench",
          "page", "ErrorPageBench",
          "recorder", "RecorderBench",
          "rules", "RulesBench");

  public static void main(String... args)
      throws RunnerException, CommandLineOptionException, InterruptedException {
    String group = args.length == 0 ? "" : args[0];
    if (group.equals("edge")) {
      List<String> rest = List.of(args).subList(1, args.length);
      System.exit(SideBySide.run(Path.of(System.getProperty("home", ".")).toAbsolutePath(), rest));
    }
    if (!GROUPS.containsKey(group)) {
      System.err.println("usage: bench edge [options], or bench " + String.join("|", GROUPS.keySet()) + " [JMH options]");
      System.exit(2);
    }
    var given = new CommandLineOptions(Arrays.copyOfRange(args, 1, args.length));
    var options = new OptionsBuilder().parent(given).include(GROUPS.get(group)).addProfiler(CpuShare.class).build();
    var results = new Runner(options).run();
    System.out.println();
    System.out.println(machine());
    System.out.println();
    System.out.println("| benchmark | | per processor second | | share of a processor |");
    System.out.println("| --- | --- | --- | --- | --- |");
    results.forEach(Bench::print);
  }

  private static String machine() {
    return "%d cores, %s %s %s, JDK %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch"),
            Runtime.version());
  }

  private static void print(RunResult run) {
    String name = run.getParams().getBenchmark();
    name = name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1);
    String parameters =
        run.getParams().getParamsKeys().stream()
            .map(run.getParams()::getParam)
            .reduce("", (a, b) -> (a + " " + b).strip());
    var bytes = run.getSecondaryResults().get("bytes");
    double share = run.getSecondaryResults().get(CpuShare.LABEL).getScore();
    // Bytes per processor second, time in processor seconds: what others ran does not show.
    double factor = bytes == null ? share : 1 / share;
    var shown = bytes == null ? run.getPrimaryResult() : bytes;
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %.3f %s | ± %.3f | %.2f |%n",
        name, parameters, shown.getScore() * factor, bytes == null ? "ns" : "GB/s",
        shown.getScoreError() * factor, share);
  }

  private Bench() {}
}
