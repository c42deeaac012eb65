package dev.fivetwenty.config;

import java.nio.file.Path;

/// Where a line for each exchange goes.
public record AccessLog(Format format, Output output) {

  public enum Format {
    /// An object per line.
    JSON,
    /// As Apache and nginx write it.
    COMBINED
  }

  public sealed interface Output {

    record StandardOutput() implements Output {}

    /// Appended to; opened anew on USR1.
    record LogFile(Path path) implements Output {}

    record None() implements Output {}
  }
}
