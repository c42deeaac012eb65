package dev.fivetwenty.cli;

import dev.fivetwenty.cli.terminal.Console;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Runs typical commands once, while the build records which classes they need.
///
/// The JVM writes its cache from that when this ends, and loads all of it at each start; so only
/// what short commands need may be loaded here, and the lab runs in a process of its own. Nothing
/// here may fail the build: without a cache the program is only slower to start.
final class Rehearsal {

  private static final String SOUND =
      "HTTP/1.1 200 OK\r\nServer: rehearsal\r\nContent-Length: 2\r\n\r\nok";

  private static final String BROKEN = "HTTP/1.1 200 OK\r\nX-A: \0\r\n\r\n";

  /// @param args the folder of the distribution
  public static void main(String[] args) throws IOException {
    Path distribution = Path.of(args[0]);
    String home = System.getProperty("java.home");
    // The launcher runs the JVM the cache was made with; any other could not use it.
    Files.writeString(distribution.resolve("jdk"), home + "\n");
    Process lab =
        new ProcessBuilder(
                home + "/bin/java", "-cp", distribution.resolve("lib/fivetwenty.jar").toString(),
                Main.class.getName(), "lab", "--quiet", "--listen", "127.0.0.1:0")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader said = lab.inputReader(StandardCharsets.UTF_8)) {
      String first = said.readLine();
      if (first != null && first.startsWith("lab: ")) rehearse(first.split(" ")[1]);
    } finally {
      lab.destroy();
    }
  }

  private static void rehearse(String lab) {
    run("", "--version");
    run(SOUND, "judge", "-");
    run(BROKEN, "judge", "-");
    run(BROKEN, "judge", "--json", "-");
    run("", "probe", "-vso", "/dev/null", "-H", "X-A: 1", lab + "ok");
    run("", "probe", "--json", lab + "ok");
    run("", "probe", lab + "resp-empty-fin");
    run("", "probe", lab + "hdr-nul-value");
    run("", "probe", "nonsense");
  }

  private static void run(String in, String... args) {
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    var input = new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8));
    new Main(new Console(input, nowhere, nowhere, Map.of(), false, false)).run(args);
  }

  private Rehearsal() {}
}
