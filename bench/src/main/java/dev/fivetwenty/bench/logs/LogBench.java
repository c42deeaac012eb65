package dev.fivetwenty.bench.logs;

import dev.fivetwenty.bench.logs.GeneratedLog.Form;
import dev.fivetwenty.policy.Action;
import dev.fivetwenty.policy.DenialAnswer;
import dev.fivetwenty.policy.Mode;
import dev.fivetwenty.policy.Rule;
import dev.fivetwenty.policy.RuleSet;
import dev.fivetwenty.policy.access.AccessList;
import dev.fivetwenty.policy.ratelimit.Limit;
import dev.fivetwenty.rules.Characteristic;
import dev.fivetwenty.rules.Expression;
import dev.fivetwenty.rules.syntax.ExpressionProblem;
import dev.fivetwenty.rules.value.AddressTrie;
import dev.fivetwenty.traffic.Outcome;
import dev.fivetwenty.traffic.Replay;
import dev.fivetwenty.traffic.log.LogFile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Does `rules test` take a million lines in a second of one core? Under that, ten gigabytes are a coffee
/// break, and the reader has to be looked at again.
///
/// Argument: MiB of each log, 512 unless given. The time is that of the processor, so that other work on
/// the machine does not show; the first tenth of a log warms up.
public final class LogBench {

  private final long bytes;
  private final Path folder;

  private LogBench(long bytes, Path folder) {
    this.bytes = bytes;
    this.folder = folder;
  }

  public static void main(String... args) throws IOException, ExpressionProblem {
    long mebibytes = args.length == 0 ? 512 : Long.parseLong(args[0]);
    Path folder = Files.createTempDirectory("fivetwenty-logs");
    try {
      new LogBench(mebibytes << 20, folder).run();
    } finally {
      for (String name : List.of("combined", "json", "combined.gz")) Files.deleteIfExists(folder.resolve(name));
      Files.delete(folder);
    }
  }

  private void run() throws IOException, ExpressionProblem {
    System.out.println("| log | rules | lines | lines per processor second | MB per processor second | greatest heap |");
    System.out.println("| --- | --- | --- | --- | --- | --- |");
    Rule simple = rule("http.request.uri.path eq \"/login\" and http.user_agent contains \"curl\"", Optional.empty());
    Rule limit =
        rule("http.request.uri.path eq \"/login\"",
            Optional.of(new Limit(List.of(Characteristic.parse("ip.src")), 64, Duration.ofMinutes(1), 10, Optional.empty(),
                Duration.ZERO, 1_000_000, false)));
    row("combined", Form.COMBINED, "a simple one", simple);
    row("combined", Form.COMBINED, "a rate limit", limit);
    row("combined.gz", Form.COMBINED, "a simple one", simple);
    row("json", Form.JSON, "a simple one", simple);
  }

  private static Rule rule(String expression, Optional<Limit> limit) throws ExpressionProblem {
    return new Rule("rule", "", Expression.parse(expression), new Action.Block(DenialAnswer.FORBIDDEN), Mode.ENFORCE, limit);
  }

  private void row(String name, Form form, String what, Rule rule) throws IOException {
    Path file = folder.resolve(name);
    boolean gzip = name.endsWith(".gz");
    replay(write(file, form, bytes / 10, gzip), rule);
    write(file, form, bytes, gzip);
    ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
    var threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    Outcome outcome = replay(file, rule);
    double seconds = (threads.getCurrentThreadCpuTime() - before) / 1e9;
    System.out.printf(
        Locale.ROOT, "| %s | %s | %,d | %,.0f | %,.0f | %,d MB |%n", name, what, outcome.requests(),
        outcome.requests() / seconds, bytes / 1e6 / seconds, peak() / 1_000_000);
    Files.delete(file);
  }

  private static Path write(Path file, Form form, long size, boolean gzip) throws IOException {
    GeneratedLog.write(file, form, size, gzip);
    return file;
  }

  private static Outcome replay(Path file, Rule rule) throws IOException {
    try (var log = LogFile.open(file.toString(), Files.newInputStream(file))) {
      return new Replay(new RuleSet(AccessList.EMPTY, List.of(rule)), AddressTrie.EMPTY, false).of(List.of(log), 1);
    }
  }

  private static long peak() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToLong(pool -> pool.getPeakUsage().getUsed())
        .sum();
  }
}
