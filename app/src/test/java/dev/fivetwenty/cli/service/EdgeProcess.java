package dev.fivetwenty.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cli.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `fivetwenty edge` in a process of its own.
final class EdgeProcess implements AutoCloseable {

  static final List<String> QUICKLY =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED");

  private static final int SECONDS = 60;

  private final BlockingQueue<String> errors = new LinkedBlockingQueue<>();
  private final Process process;
  private final int port;
  private final int adminPort;

  private EdgeProcess(Process process) throws InterruptedException {
    this.process = process;
    Thread.ofVirtual().start(() -> readErrors(process.errorReader()));
    port = port(awaitError("edge: listening on .*"));
    adminPort = port(awaitError("edge: metrics, health and reload on .*"));
  }

  /// Starts it and waits until it says where it listens.
  static EdgeProcess start(Path config) throws IOException, InterruptedException {
    return start(Map.of(), QUICKLY, List.of("edge", "--config", config.toString()));
  }

  /// @param environment beside that of the tests
  /// @param options     of the JVM
  /// @param words       of the command line
  static EdgeProcess start(Map<String, String> environment, List<String> options, List<String> words)
      throws IOException, InterruptedException {
    // Whoever started the tests may have had their children ignore some signals.
    var command = new ArrayList<>(List.of("env", "--default-signal=HUP,INT,TERM,USR1"));
    command.addAll(commandLine(options, words));
    var builder = new ProcessBuilder(command);
    builder.environment().put("FIVETWENTY_DATA", Files.createTempDirectory("data").toString());
    builder.environment().putAll(environment);
    return new EdgeProcess(builder.start());
  }

  /// Returns the command line of this program in another JVM.
  static List<String> commandLine(List<String> options, List<String> words) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(words);
    return command;
  }

  private void readErrors(BufferedReader lines) {
    try (lines) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) errors.add(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int port(String line) {
    Matcher number = Pattern.compile("127\\.0\\.0\\.1:([0-9]+)").matcher(line);
    assertThat(number.find()).as(line).isTrue();
    return Integer.parseInt(number.group(1));
  }

  int port() {
    return port;
  }

  int adminPort() {
    return adminPort;
  }

  long pid() {
    return process.pid();
  }

  InputStream out() {
    return process.getInputStream();
  }

  /// Returns the next line of standard error, which must be like this.
  String awaitError(String pattern) throws InterruptedException {
    String line = errors.poll(SECONDS, TimeUnit.SECONDS);
    assertThat(line).matches(pattern);
    return line;
  }

  /// Returns the lines of standard error that nobody waited for.
  List<String> otherErrors() {
    return List.copyOf(errors);
  }

  void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  /// Waits until something is so while the process runs.
  void await(BooleanSupplier something) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!something.getAsBoolean()) {
      assertThat(process.waitFor(20, TimeUnit.MILLISECONDS)).as("it ended").isFalse();
      assertThat(System.nanoTime()).as("it was in vain").isLessThan(deadline);
    }
  }

  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("it ends").isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
