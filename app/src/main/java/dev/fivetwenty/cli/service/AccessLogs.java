package dev.fivetwenty.cli.service;

import dev.fivetwenty.config.AccessLog.Format;
import dev.fivetwenty.config.AccessLog.Output;
import dev.fivetwenty.recorder.accesslog.AccessLog;
import dev.fivetwenty.recorder.accesslog.LogOutput;
import dev.fivetwenty.recorder.accesslog.QueryValues;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/// Opens the access log that a configuration asks for.
final class AccessLogs {

  static Optional<AccessLog> open(
      dev.fivetwenty.config.AccessLog wanted, Consumer<String> notices) throws IOException {
    Optional<LogOutput> output =
        switch (wanted.output()) {
          case Output.None() -> Optional.empty();
          case Output.LogFile(var path) -> Optional.of(LogOutput.file(path));
          case Output.StandardOutput() ->
              Optional.of(
                  LogOutput.channel(
                      new FileOutputStream(FileDescriptor.out).getChannel(), "standard output"));
        };
    if (output.isEmpty()) return Optional.empty();
    QueryValues queries =
        switch (wanted.query()) {
          case HIDDEN -> QueryValues.HIDDEN;
          case KEEP -> QueryValues.KEPT;
          case DROP -> QueryValues.DROPPED;
        };
    return Optional.of(
        wanted.format() == Format.JSON
            ? AccessLog.json(output.get(), queries, notices)
            : AccessLog.combined(output.get(), queries, notices));
  }

  private AccessLogs() {}
}
