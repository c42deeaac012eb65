package dev.fivetwenty.doctor.browser;

import dev.fivetwenty.doctor.Timekeeper;
import dev.fivetwenty.har.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A running browser, with a profile that nobody else has and that is gone when it is closed.
///
/// The protocol runs over its standard input and output, not over a port: nobody else on the machine
/// can give it commands, and it ends by itself where this process is killed.
public final class Browser implements AutoCloseable {

  /// The DevTools pipe is at the descriptors 3 and 4, which Java cannot hand on.
  private static final String PIPES = "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null";

  /// Nothing of the machine's owner is used, nothing is updated or reported.
  private static final List<String> FLAGS =
      List.of(
          "--headless", "--remote-debugging-pipe", "--no-first-run", "--no-default-browser-check",
          "--disable-gpu", "--disable-quic", "--disable-extensions", "--disable-sync",
          "--disable-background-networking", "--disable-component-update", "--disable-default-apps",
          "--disable-domain-reliability", "--disable-breakpad", "--disable-dev-shm-usage",
          "--metrics-recording-only", "--no-pings", "--no-proxy-server", "--mute-audio",
          "--password-store=basic", "--use-mock-keychain");

  /// A loaded machine takes long to start one.
  private static final Duration START = Duration.ofSeconds(60);

  /// Until killed processes are gone.
  private static final Duration END = Duration.ofSeconds(10);

  private static final int MAX_SAID = 4096;

  private final Process process;
  private final Path folder;
  private final DevTools tools;
  private final Timekeeper time;
  private final boolean sandboxed;
  private String version = "";

  private Browser(Process process, Path folder, boolean sandboxed, Timekeeper time) {
    this.process = process;
    this.folder = folder;
    this.sandboxed = sandboxed;
    this.time = time;
    tools = new DevTools(process.getInputStream(), process.getOutputStream());
  }

  /// Starts one and waits until it answers.
  ///
  /// @param way      flags that say where it connects and what it trusts
  /// @param profiles a folder in which its profile is made
  public static Browser start(Path program, List<String> way, Path profiles, Timekeeper time)
      throws BrowserProblem, InterruptedException {
    Path folder = null;
    try {
      folder = Files.createTempDirectory(profiles, "fivetwenty-browser-");
      var command = new ArrayList<>(List.of("/bin/sh", "-c", PIPES, program.toString()));
      command.addAll(FLAGS);
      command.add("--user-data-dir=" + folder.resolve("profile"));
      boolean root = isRoot(folder);
      if (root) command.add("--no-sandbox");
      command.addAll(way);
      command.add("about:blank");
      Process process =
          new ProcessBuilder(command).redirectError(folder.resolve("said").toFile()).start();
      return ready(new Browser(process, folder, !root, time));
    } catch (IOException problem) {
      if (folder != null) delete(folder);
      throw new BrowserProblem(program + " could not be started: " + problem.getMessage());
    }
  }

  /// Chromium refuses to run its sandbox as root.
  ///
  /// @param own a file that this process has made
  private static boolean isRoot(Path own) throws IOException {
    return own.getFileSystem().supportedFileAttributeViews().contains("unix")
        && Files.getAttribute(own, "unix:uid").equals(0);
  }

  private static Browser ready(Browser browser) throws BrowserProblem, InterruptedException {
    boolean ready = false;
    try {
      Json.Obj answer = browser.ask("", "Browser.getVersion", Json.Obj.EMPTY, START);
      browser.version = answer.text("product");
      ready = true;
      return browser;
    } catch (BrowserProblem problem) {
      throw new BrowserProblem("the browser did not start: " + browser.said(problem.getMessage()));
    } finally {
      if (!ready) browser.close();
    }
  }

  /// Returns the last line that it printed.
  private String said(String otherwise) {
    try (var in = Files.newInputStream(folder.resolve("said"))) {
      String text = new String(in.readNBytes(MAX_SAID), StandardCharsets.UTF_8);
      String last = text.lines().filter(l -> !l.isBlank()).reduce((_, later) -> later).orElse(otherwise);
      return last.replaceAll("\\p{Cntrl}", "?");
    } catch (IOException _) {
      return otherwise;
    }
  }

  /// Returns name and version, for example `HeadlessChrome/156.0.8078.108`.
  public String version() {
    return version;
  }

  /// Returns false where this process is root: the browser would refuse to start.
  public boolean isSandboxed() {
    return sandboxed;
  }

  DevTools tools() {
    return tools;
  }

  /// Returns what a command came to; its failure is a problem.
  Json.Obj ask(String session, String method, Json.Obj params, Duration most)
      throws BrowserProblem, InterruptedException {
    var answer = time.await(tools.send(session, method, params), most);
    if (answer.isEmpty()) {
      throw new BrowserProblem("the browser did not answer " + method + " within " + most.toSeconds() + " s");
    }
    String error = answer.get().error();
    if (!error.isEmpty()) throw new BrowserProblem(method + ": " + error);
    return answer.get().result();
  }

  /// Ends its processes and deletes its profile, also on an interrupted thread.
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    long end = time.nanos() + END.toNanos();
    try {
      process.waitFor(END.toNanos(), TimeUnit.NANOSECONDS);
      while (!delete(folder) && time.nanos() < end) time.pause(Duration.ofMillis(20));
    } catch (InterruptedException _) {
      interrupted = true;
      delete(folder);
    }
    if (interrupted) Thread.currentThread().interrupt();
  }

  /// Returns false where something is left: a process that ends may still write.
  private static boolean delete(Path folder) {
    if (!Files.exists(folder)) return true;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
      return true;
    } catch (IOException | UncheckedIOException _) {
      return false;
    }
  }
}
