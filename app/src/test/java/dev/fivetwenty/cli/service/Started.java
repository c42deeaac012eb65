package dev.fivetwenty.cli.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A command of this program that has ended.
record Started(int exitCode, String out, String err) {

  /// Runs it to its end.
  ///
  /// @param folder for what it prints
  static Started run(Path folder, List<String> options, String... words)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    Process process =
        new ProcessBuilder(EdgeProcess.commandLine(options, List.of(words)))
            .redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Started(process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }
}
