package dev.fivetwenty.bench.edge;

import dev.fivetwenty.bench.load.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// Writes standings as Markdown, for a terminal as for a file.
final class MarkdownReport {

  private static final double MIB = 1 << 20;

  /// Returns what a row's table and the remarks below it say.
  static String row(Standings standings) {
    var text = new StringBuilder();
    text.append("## %s: %s%n%n".formatted(standings.row().slug(), standings.row().words()));
    text.append("| | CPU, µs per request | beside the better peer | CPU at the offered load, µs | requests/s | ");
    text.append("p50, ms | p99, ms | memory, MiB (peak) |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n");
    for (Result result : standings.results()) text.append(line(standings, result));
    text.append('\n').append(remarks(standings));
    return text.toString();
  }

  private static String line(Standings standings, Result result) {
    boolean isProgram = result.memory().resident() > 0;
    String ratio =
        standings.betterPeer().filter(_ -> isProgram).map(peer -> result.ratio(peer).show()).orElse("–");
    String memory =
        isProgram
            ? "%.0f (%.0f)".formatted(result.memory().proportional() / MIB, result.memory().peak() / MIB)
            : "–";
    return "| %s | %s | %s | %s | %s | %s | %s | %s |%n"
        .formatted(
            result.name(),
            isProgram ? result.cpu().show() : "–",
            ratio,
            isProgram ? result.cpuOffered().show() : "–",
            result.perSecond().show(),
            result.millis(50).show(),
            result.millis(99).show(),
            memory);
  }

  private static String remarks(Standings standings) {
    List<String> remarks = new ArrayList<>();
    remarks.add("p50 and p99 at %s requests/s for each.".formatted(Series.show(standings.offered())));
    for (Result result : standings.results()) remarks.addAll(remarks(result));
    standings.recorderCost().ifPresent(
        cost -> remarks.add("The recorder costs: CPU per request with it %s of that without.".formatted(cost.show())));
    standings.copiesCost().ifPresent(
        cost -> remarks.add("Copies cost: CPU per request with them %s of that without.".formatted(cost.show())));
    double others = Series.of(standings.samples().toList(), MarkdownReport::othersShare).median();
    remarks.add("Other processes had %.0f %% of a core (median).".formatted(others * 100));
    return String.join("\n", remarks.stream().map(remark -> "* " + remark).toList()) + "\n";
  }

  private static List<String> remarks(Result result) {
    List<String> remarks = new ArrayList<>();
    remarks.add(
        String.format(
            Locale.ROOT,
            "%s: busy %.0f %% of its core at the most, origin %.0f %% and generator %.0f %% of theirs; "
                + "warm after %.0f s%s; %s.",
            result.name(),
            100 * share(result, sample -> sample.used().measured()),
            100 * share(result, sample -> sample.used().origin()),
            100 * share(result, sample -> sample.used().generator()),
            result.warming().seconds(),
            result.warming().isStable() ? "" : ", not at rest",
            result.tally()));
    long unexpected = result.tally().unexpected();
    if (unexpected > 0) remarks.add("**%s: %,d replies were not what was asked for.**".formatted(result.name(), unexpected));
    if (result.logged() >= 0 && result.logged() < result.asked()) {
      remarks.add("%s logged %,d of %,d requests.".formatted(result.name(), result.logged(), result.asked()));
    }
    return remarks;
  }

  private static double share(Result result, ToLongFunction<Sample> nanos) {
    return Series.of(result.saturated(), sample -> sample.share(nanos.applyAsLong(sample))).median();
  }

  private static double othersShare(Sample sample) {
    var used = sample.used();
    return Math.max(0, sample.share(used.machine() - used.measured() - used.origin() - used.generator()));
  }

  /// Returns the head of a report: what was run, on what, and how to read it.
  static String head(String command, String machine, List<String> programs, Options options, String cores) {
    return """
    # The edge beside nginx and HAProxy

    `%s`

    * %s
    * %s
    * %s
    * %d interleaved rounds, each figure the median [lowest–highest]; measurements of %.1f s. CPU is what the
      operating system counts for the program's processes, at the most that it gives. "Beside the better peer" compares
      within each round. Latencies count from when a request was due. Memory is Pss at the end, and the peak.
    """
        .formatted(
            command,
            machine,
            String.join(", ", programs),
            cores,
            options.rounds(),
            options.time().toMillis() / 1e3);
  }

  /// Returns one table of all rows: processor time per request.
  static String summary(List<Standings> all) {
    var text = new StringBuilder("## CPU per request in all rows\n\n");
    List<String> names =
        all.stream().flatMap(standings -> standings.results().stream()).map(Result::name).distinct().toList();
    List<Edge.Kind> shown = Stream.of(Edge.Kind.AS_IT_IS, Edge.Kind.OVER_IO_URING)
        .filter(kind -> names.contains(kind.contender()))
        .toList();
    text.append("| row | ").append(String.join(" | ", names)).append(" |");
    for (Edge.Kind kind : shown) text.append(' ').append(kind.contender()).append(" beside the better peer |");
    text.append("\n| --- |").append(" --- |".repeat(names.size() + shown.size())).append('\n');
    for (Standings standings : all) {
      text.append("| ").append(standings.row().slug());
      for (String name : names) {
        String figure =
            standings.of(name).filter(result -> result.memory().resident() > 0)
                .map(result -> Series.show(result.cpu().median()) + " µs").orElse("–");
        text.append(" | ").append(figure);
      }
      for (Edge.Kind kind : shown) {
        text.append(" | ").append(standings.besideBetterPeer(kind).map(Series::show).orElse("–"));
      }
      text.append(" |\n");
    }
    return text.toString();
  }

  private MarkdownReport() {}
}
