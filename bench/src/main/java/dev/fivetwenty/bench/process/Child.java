package dev.fivetwenty.bench.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A program that we started and end again, with its output in a file.
public final class Child implements AutoCloseable {

  /// Compilation on first use included.
  private static final Duration START = Duration.ofSeconds(120);

  private static final Duration STOP = Duration.ofSeconds(10);
  private static final int LOG_LINES = 20;

  private final String name;
  private final Process process;
  private final Path output;
  private final Thread atExit;

  private Child(String name, Process process, Path output) {
    this.name = name;
    this.process = process;
    this.output = output;
    this.atExit = new Thread(this::kill, "end " + name);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /// Starts a program and waits until it accepts connections at an address.
  public static Child start(
      String name, List<String> command, Map<String, String> environment, Path folder, InetSocketAddress ready)
      throws IOException, InterruptedException {
    Path output = folder.resolve(name + ".out");
    var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Child child = new Child(name, builder.start(), output);
    child.await(ready);
    return child;
  }

  private void await(InetSocketAddress ready) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START.toNanos();
    while (!accepts(ready)) {
      if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
        throw new IOException("%s ended with exit code %d:%n%s".formatted(name, process.exitValue(), lastWords()));
      }
      if (System.nanoTime() > deadline) {
        close();
        throw new IOException("%s did not listen on %s in time:%n%s".formatted(name, ready, lastWords()));
      }
    }
  }

  private static boolean accepts(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(address, 1_000);
      return true;
    } catch (IOException e) {
      return false; // It is asked again until the deadline.
    }
  }

  /// Returns the last lines that the program wrote.
  public String lastWords() throws IOException {
    List<String> lines = Files.readAllLines(output);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
  }

  /// Returns the process and those that it has started so far. A master may listen before its workers are there, so ask
  /// only when one has answered.
  public List<Long> pids() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants()).map(ProcessHandle::pid).toList();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public Path output() {
    return output;
  }

  /// Returns the exit code after SIGTERM, which a program that drains may take its time for.
  public int stop() throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) kill();
    int code = process.waitFor();
    Runtime.getRuntime().removeShutdownHook(atExit);
    return code;
  }

  @Override
  public void close() throws IOException {
    try {
      stop();
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }

  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
