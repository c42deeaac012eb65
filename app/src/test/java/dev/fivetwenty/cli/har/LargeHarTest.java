package dev.fivetwenty.cli.har;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.Main;
import dev.fivetwenty.wire.Profile;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.cli.CommandLine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;

/// Files of 300 MB are checked, sanitised and compared by a process with a heap of 64 MB.
@Tag("soak")
class LargeHarTest {

  private static final int ENTRIES = 8000;

  private static final int CONTENT_CHARS = 38_400;

  /// Generous: the machine does other things, too. Figures are in docs/performance.md.
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /// Heap, code and what the virtual machine needs for itself.
  private static final long MAX_RESIDENT_KB = 200_000;

  @TempDir static Path folder;

  @BeforeAll
  static void write() throws IOException {
    write("large.har", CONTENT_CHARS, ENTRIES);
    write("one-value.har", 300 << 20, 1);
    assertThat(Files.size(folder.resolve("large.har"))).isGreaterThan(300_000_000);
  }

  private static void write(String name, int chars, int entries) throws IOException {
    var random = new Random(520);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(folder.resolve(name)), 1 << 16)) {
      put(out, "{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"t\",\"version\":\"1\"},\"entries\":[");
      for (int i = 0; i < entries; i++) {
        put(out, i == 0 ? "\n" : ",\n");
        put(out, ENTRY.formatted(i, Long.toHexString(random.nextLong()), Long.toHexString(random.nextLong())));
        content(out, random, chars);
        put(out, "\"}}}");
      }
      put(out, "]}}\n");
    }
  }

  private static final String ENTRY =
      """
      {"startedDateTime":"2026-11-20T09:15:02.113Z","time":3,"cache":{},"timings":{"send":1,"wait":1,"receive":1},
       "request":{"method":"GET","url":"https://shop.example/item/%d?key=%s","httpVersion":"HTTP/1.1","cookies":[],
        "headers":[{"name":"Cookie","value":"sid=%s"},{"name":"User-Agent","value":"Mozilla/5.0 (X11; Linux x86_64)"}],
        "queryString":[],"headersSize":-1,"bodySize":0},
       "response":{"status":200,"statusText":"OK","httpVersion":"HTTP/1.1","cookies":[],"redirectURL":"",
        "headers":[{"name":"Content-Type","value":"application/json"},{"name":"Server","value":"nginx"}],
        "headersSize":-1,"bodySize":0,"content":{"size":-1,"mimeType":"text/html","text":\"""";

  private static void content(OutputStream out, Random random, int chars) throws IOException {
    byte[] line = new byte[1200];
    for (int written = 0; written < chars; written += line.length) {
      for (int i = 0; i < line.length; i++) line[i] = (byte) ('a' + random.nextInt(26));
      line[line.length - 2] = '\\';
      line[line.length - 1] = 'n';
      out.write(line);
    }
  }

  private static void put(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"large.har", "one-value.har"})
  void areChecked(String file) throws Exception {
    run(Exit.OK, "har", "check", file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"large.har", "one-value.har"})
  void areSanitised(String file) throws Exception {
    run(Exit.OK, "har", "sanitise", file, "-o", "clean.har");
    run(Exit.OK, "har", "sanitise", "--check", "clean.har");
  }

  @Test
  void areCompared() throws Exception {
    run(Exit.OK, "har", "diff", "large.har", "large.har");
  }

  private static void run(int expected, String... args) throws Exception {
    var command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m", "-XX:+UseSerialGC",
        "-cp", classPath(), Main.class.getName()));
    command.addAll(List.of(args));
    long begun = System.nanoTime();
    Path said = folder.resolve("said.txt");
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
            .redirectOutput(said.toFile()).start();
    try {
      long resident = peak(process, begun + PATIENCE.toNanos());
      assertThat(process.isAlive()).isFalse();
      assertThat(process.exitValue()).as(Files.readString(said)).isEqualTo(expected);
      assertThat(resident).isLessThan(MAX_RESIDENT_KB);
      System.out.printf(
          "%s: %d ms, %d MB resident%n", String.join(" ", args), (System.nanoTime() - begun) / 1_000_000, resident / 1000);
    } finally {
      process.destroy();
    }
  }

  /// Returns the most KiB that were resident until a process ended; 0 where the system does not tell.
  private static long peak(Process process, long end) throws Exception {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    long peak = 0;
    while (!process.waitFor(20, TimeUnit.MILLISECONDS) && System.nanoTime() < end) {
      try (Stream<String> lines = Files.lines(status)) {
        peak = lines.filter(l -> l.startsWith("VmHWM:")).findFirst()
            .map(l -> Long.parseLong(l.replaceAll("[^0-9]", ""))).orElse(peak);
      } catch (IOException | UncheckedIOException _) {
        // It has ended, or there is no such file here.
      }
    }
    return peak;
  }

  /// What these commands need, wherever the test runner has it from.
  private static String classPath() {
    return Stream.of(Main.class, Profile.class, JsonParser.class, CommandLine.class)
        .map(type -> Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString())).toString())
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }
}
