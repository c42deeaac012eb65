package dev.fivetwenty.bench.edge;

import dev.fivetwenty.bench.process.Cores;
import dev.fivetwenty.bench.process.MissingProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What the figures were taken on.
final class Machine {

  /// What one tick of `/proc/stat` is, in nanoseconds: 100 a second on every Linux that we know.
  private static final long TICK_NANOS = 10_000_000;

  static String describe() throws IOException {
    return "%d cores, %s, Linux %s, %s, JDK %s"
        .formatted(
            Cores.count(),
            processor(),
            System.getProperty("os.version"),
            System.getProperty("os.arch"),
            Runtime.version());
  }

  /// Returns a short name for files, such as `amd-epyc-2`.
  static String slug() throws IOException {
    String name = processor().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return name + "-" + Cores.count();
  }

  private static String processor() throws IOException {
    return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown processor");
  }

  /// Returns the processor time that the machine has spent on anything since it started, in nanoseconds, rounded to ticks.
  static long busyNanos() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/stat"))) {
      String[] ticks = lines.findFirst().orElse("").split(" +");
      // cpu user nice system idle iowait irq softirq steal …
      long busy = 0;
      for (int i : new int[] {1, 2, 3, 6, 7, 8}) busy += Long.parseLong(ticks[i]);
      return busy * TICK_NANOS;
    }
  }

  /// Returns the first line that a program prints, on either output.
  static String firstLine(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return text.lines().findFirst().orElse("unknown");
  }

  static long lines(Path file) throws IOException {
    if (!Files.exists(file)) return 0;
    try (var in = Files.newInputStream(file)) {
      byte[] buffer = new byte[256 << 10];
      long lines = 0;
      int read = in.read(buffer);
      while (read >= 0) {
        for (int i = 0; i < read; i++) if (buffer[i] == '\n') lines++;
        read = in.read(buffer);
      }
      return lines;
    }
  }

  static List<String> programs(List<Contender> contenders)
      throws IOException, InterruptedException, MissingProgram {
    List<String> versions = new ArrayList<>();
    for (Contender contender : contenders) versions.add(contender.version());
    return versions.stream().distinct().toList();
  }

  private Machine() {}
}
