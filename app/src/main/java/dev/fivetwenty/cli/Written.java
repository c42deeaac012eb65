package dev.fivetwenty.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Files that a command was asked to write.
final class Written {

  static void write(Path file, String text) {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  static void write(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException problem) {
      throw new UsageProblem("cannot write " + file + ": " + Problems.text(problem));
    }
  }

  static void folder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException problem) {
      throw new UsageProblem("cannot make the folder " + folder + ": " + Problems.text(problem));
    }
  }

  private Written() {}
}
