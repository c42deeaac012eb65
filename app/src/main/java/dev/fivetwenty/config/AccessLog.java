package dev.fivetwenty.config;

import java.nio.file.Path;

/// Where a line for each exchange goes.
///
/// @param query what lines show of queries, in targets and in Referer
public record AccessLog(Format format, Output output, Query query) {

  public enum Format {
    /// An object per line.
    JSON,
    /// As Apache and nginx write it.
    COMBINED
  }

  public enum Query {
    /// Names without values.
    HIDDEN,
    /// As received.
    KEEP,
    /// Nothing.
    DROP
  }

  public sealed interface Output {

    record StandardOutput() implements Output {}

    /// Appended to; opened anew on USR1.
    record LogFile(Path path) implements Output {}

    record None() implements Output {}
  }
}
