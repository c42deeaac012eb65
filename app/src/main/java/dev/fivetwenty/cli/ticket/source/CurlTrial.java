package dev.fivetwenty.cli.ticket.source;

import dev.fivetwenty.cli.ticket.account.Run;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Runs the curl line of a ticket once, so that it is known to show what the ticket says.
final class CurlTrial {

  /// What curl itself is given, and a little more for its start.
  private static final int MAX_SECONDS = 20;

  private static final int MAX_OUTPUT = 64 << 10;

  private static final String FIGURES =
      " --max-time " + MAX_SECONDS
          + " -w '\\nfivetwenty:%{exitcode};%{http_code};%{size_header};%{size_download};%{errormsg}\\n'";

  private static final Pattern SAID = Pattern.compile("fivetwenty:(\\d+);(\\d+);(\\d+);(\\d+);(.*)");

  private final Map<String, String> environment;
  private final InstantSource clock;

  CurlTrial(Map<String, String> environment, InstantSource clock) {
    this.environment = environment;
    this.clock = clock;
  }

  /// Returns what came of it; empty where there is no curl, or none that can tell, and where the
  /// thread is interrupted.
  ///
  /// @param line of curl, for a POSIX shell
  Optional<Run> run(String line) {
    if (!line.startsWith("curl ") || !isThere()) return Optional.empty();
    var at = clock.instant();
    Process process = null;
    try {
      process = start(line + FIGURES);
      String output = read(process.getInputStream());
      if (!process.waitFor(2 * MAX_SECONDS, TimeUnit.SECONDS)) return Optional.empty();
      Matcher said = SAID.matcher(output);
      if (!said.find()) return Optional.empty();
      return Optional.of(new Run(at, Integer.parseInt(said.group(1)), said(said)));
    } catch (IOException _) {
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      if (process != null) process.destroyForcibly();
    }
  }

  /// Configuration of curl and proxies of this machine would make another request.
  private static Process start(String line) throws IOException {
    var builder = new ProcessBuilder("/bin/sh", "-c", line).redirectErrorStream(true);
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().keySet().removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
    builder.environment().put("HOME", "/nonexistent");
    builder.environment().put("CURL_HOME", "/nonexistent");
    builder.environment().remove("XDG_CONFIG_HOME");
    return builder.start();
  }

  private boolean isThere() {
    for (String folder : environment.getOrDefault("PATH", "").split(":")) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, "curl"))) return true;
    }
    return false;
  }

  /// Reads to the end, and keeps the last of it: the figures come last.
  private static String read(InputStream in) throws IOException {
    byte[] kept = new byte[0];
    byte[] buffer = new byte[8192];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      int from = Math.max(0, kept.length + n - MAX_OUTPUT);
      byte[] joined = new byte[kept.length + n];
      System.arraycopy(kept, 0, joined, 0, kept.length);
      System.arraycopy(buffer, 0, joined, kept.length, n);
      kept = Arrays.copyOfRange(joined, from, joined.length);
    }
    return new String(kept, StandardCharsets.UTF_8);
  }

  private static String said(Matcher figures) {
    String message = figures.group(5).strip();
    if (!message.isEmpty()) return message;
    return "status %s, %s bytes of headers, %s bytes of content"
        .formatted(figures.group(2), figures.group(3), figures.group(4));
  }
}
