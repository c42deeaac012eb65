package dev.fivetwenty.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs a main class of the tests in a JVM of its own, with the same class path.
final class Child {

  /// What it printed on standard output, and how it ended.
  record Result(int exit, List<String> lines, String errors) {}

  /// Runs to the end, at most two minutes.
  ///
  /// @param before command words that go before `java`, for example to enter a namespace
  static Result run(
      Path folder, List<String> before, List<String> options, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    Path errors = folder.resolve("errors.txt");
    Path output = folder.resolve("output.txt");
    var process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
    }
    return new Result(process.exitValue(), read(output).lines().toList(), read(errors));
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  private Child() {}
}
