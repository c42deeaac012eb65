package dev.fivetwenty.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.opentest4j.TestAbortedException;

/// Programs of the distribution that tests start as peers.
///
/// A test that needs one which is missing is skipped, loudly, on a developer's machine, and fails
/// where the environment says `CI=true`: a suite that silently tests nothing has not passed.
public final class Programs {

  private static final Map<String, String> PACKAGES =
      Map.of(
          "nginx", "nginx-light",
          "node", "nodejs",
          "ip", "iproute2",
          "nft", "nftables",
          "firewall-offline-cmd", "firewalld",
          "fail2ban-client", "fail2ban",
          "systemd-analyze", "systemd");

  private static final Pattern VERSION = Pattern.compile("[0-9]+(\\.[0-9]+)+");

  private static final Map<String, Optional<Path>> FOUND = new ConcurrentHashMap<>();

  /// Returns the path of a program, or ends the test: skipped, or failed under CI.
  public static Path require(String name) {
    return find(name)
        .orElseThrow(
            () ->
                missing(
                    name + " is not installed (apt-get install "
                        + PACKAGES.getOrDefault(name, name) + ")"));
  }

  public static Optional<Path> find(String name) {
    return FOUND.computeIfAbsent(name, Programs::search);
  }

  /// Returns name and version of a program, from the first line that it prints about itself.
  static String version(String name, String option) throws IOException {
    var process =
        new ProcessBuilder(require(name).toString(), option).redirectErrorStream(true).start();
    try (var out = process.inputReader()) {
      Matcher number = VERSION.matcher(String.valueOf(out.readLine()));
      return number.find() ? name + " " + number.group() : name;
    }
  }

  public static boolean isCi() {
    return "true".equals(System.getenv("CI"));
  }

  /// Says loudly that a test cannot run here; fails it under CI.
  public static TestAbortedException missing(String what) {
    if (isCi()) Assertions.fail("CI has everything, but " + what);
    System.err.println("SKIPPED: " + what);
    return new TestAbortedException(what);
  }

  private static Optional<Path> search(String name) {
    var folders = new ArrayList<>(List.of(System.getenv("PATH").split(":")));
    folders.addAll(List.of("/usr/local/sbin", "/usr/sbin", "/sbin"));
    return folders.stream()
        .filter(folder -> !folder.isEmpty())
        .map(Path::of)
        .filter(Files::isDirectory)
        .flatMap(folder -> versionsOf(name, folder).stream())
        .findFirst();
  }

  /// Returns `name` and `name8.2`, as Debian calls PHP-FPM; the newest first.
  private static List<Path> versionsOf(String name, Path folder) {
    Path exact = folder.resolve(name);
    if (Files.isExecutable(exact)) return List.of(exact);
    if (!name.equals("php-fpm")) return List.of();
    try (Stream<Path> files = Files.list(folder)) {
      var found = new TreeSet<Path>();
      files.filter(f -> f.getFileName().toString().matches("php-fpm[0-9.]+")).forEach(found::add);
      return List.copyOf(found.reversed());
    } catch (IOException unreadable) {
      return List.of();
    }
  }

  private Programs() {}
}
