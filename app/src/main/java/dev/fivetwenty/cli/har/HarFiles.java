package dev.fivetwenty.cli.har;

import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.cli.terminal.Problems;
import dev.fivetwenty.cli.terminal.ReadingProgress;
import dev.fivetwenty.har.BrokenHar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// HAR files of the command line, and what is said of those that cannot be used.
public final class HarFiles {

  /// Opens a file, or standard input for `-`. At a terminal large files tell how far they are read.
  public static InputStream open(String file, Console console) {
    return open(file, console, ReadingProgress.of(List.of(file), console));
  }

  /// Opens one of several files that are read together.
  public static InputStream open(String file, Console console, ReadingProgress progress) {
    if (file.equals("-")) return console.in();
    Path path = Path.of(file);
    if (Files.isDirectory(path)) throw new UsageProblem(file + " is a folder, not a file");
    if (!Files.exists(path)) throw new UsageProblem("there is no file " + file);
    try {
      return progress.of(Files.newInputStream(path));
    } catch (IOException problem) {
      throw unreadable(file, problem);
    }
  }

  public static UsageProblem unreadable(String file, IOException problem) {
    return new UsageProblem("cannot read " + file + ": " + Problems.text(problem));
  }

  public static UsageProblem swapped(String first, String second) {
    return new UsageProblem(
        first + " was captured through the proxy and " + second + " direct: the direct one comes first");
  }

  public static UsageProblem broken(String file, BrokenHar broken) {
    return new UsageProblem(file + ": " + broken.getMessage());
  }

  private HarFiles() {}
}
