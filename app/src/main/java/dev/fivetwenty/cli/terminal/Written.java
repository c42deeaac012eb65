package dev.fivetwenty.cli.terminal;

import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.UsageProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Files that a command was asked to write.
public final class Written {

  /// Writes files once the report is printed: one that cannot be written does not cost the report.
  ///
  /// @return `code`, or that of a usage error
  public static int after(Console console, int code, Runnable writing) {
    try {
      writing.run();
      return code;
    } catch (UsageProblem problem) {
      console.out().flush();
      console.err().println("fivetwenty: " + problem.getMessage());
      return Exit.USAGE;
    }
  }

  public static void write(Path file, String text) {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  public static void write(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException problem) {
      throw unwritable(file, problem);
    }
  }

  public static UsageProblem unwritable(Path file, IOException problem) {
    Path folder = file.toAbsolutePath().getParent();
    boolean nowhere = folder != null && !Files.isDirectory(folder);
    String why = nowhere ? "there is no folder " + folder : Problems.text(problem);
    return new UsageProblem("cannot write " + file + ": " + why);
  }

  /// Checks that a file can be written, and leaves it as it was: before work is done for it.
  public static void demand(Path file) {
    boolean there = Files.exists(file);
    // What is no file, such as a pipe, notices when it is opened.
    if (there && !Files.isRegularFile(file) && !Files.isDirectory(file)) return;
    try {
      Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
      if (!there) Files.delete(file);
    } catch (IOException problem) {
      throw unwritable(file, problem);
    }
  }

  public static void folder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException problem) {
      throw new UsageProblem("cannot make the folder " + folder + ": " + Problems.text(problem));
    }
  }

  private Written() {}
}
