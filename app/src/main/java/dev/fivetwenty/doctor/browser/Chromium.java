package dev.fivetwenty.doctor.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The browsers that speak the DevTools protocol, by the names of their programs.
public final class Chromium {

  /// In the order they are looked for.
  public static final List<String> NAMES =
      List.of(
          "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
          "microsoft-edge", "brave-browser");

  /// Returns the first one in the folders of a search path, as in `PATH`.
  public static Optional<Path> find(String searchPath) {
    for (String name : NAMES) {
      for (String folder : searchPath.split(File.pathSeparator)) {
        Optional<Path> program = program(folder, name);
        if (program.isPresent()) return program;
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> program(String folder, String name) {
    if (folder.isEmpty()) return Optional.empty();
    try {
      Path path = Path.of(folder, name);
      return Files.isRegularFile(path) && Files.isExecutable(path) ? Optional.of(path) : Optional.empty();
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  private Chromium() {}
}
