package dev.fivetwenty.cli;

import dev.fivetwenty.lab.Lab;
import dev.fivetwenty.lab.LabOptions;
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
/// The JVM writes its cache from that when this ends. Nothing here may fail the build: without a cache the
/// program is only slower to start.
final class Rehearsal {

  private static final String REPLY =
      "HTTP/1.1 200 OK\r\nServer: rehearsal\r\nContent-Length: 2\r\n\r\nok";

  /// @param args the folder of the distribution
  public static void main(String[] args) throws IOException {
    // The launcher runs the JVM the cache was made with; any other could not use it.
    Files.writeString(Path.of(args[0], "jdk"), System.getProperty("java.home") + "\n");
    try {
      judge(REPLY);
      judge("HTTP/1.1 200 OK\r\nBad Name: 1\r\n\r\n");
      run("", "--version");
      run("", "causes");
      run("", "lab", "--lits");
      probe();
    } catch (IOException | RuntimeException e) {
      System.err.println("start-up cache: rehearsal cut short by " + e);
    }
  }

  private static void probe() throws IOException {
    try (Lab lab = Lab.open(LabOptions.ANYWHERE)) {
      String url = lab.addresses().index().toString();
      run("", "probe", "-vso", "/dev/null", "-H", "X-A: 1", url + "ok");
      run("", "probe", url + "resp-empty-fin");
      run("", "probe", "--json", url + "hdr-nul-value");
    }
  }

  private static void judge(String reply) {
    run(reply, "judge", "-");
    run(reply, "judge", "--json", "-");
  }

  private static void run(String in, String... args) {
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    var input = new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8));
    new Main(new Console(input, nowhere, nowhere, Map.of(), false, false)).run(args);
  }

  private Rehearsal() {}
}
