package dev.fivetwenty.cli.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What the system says of a thread.
///
/// @param turn nanoseconds, where the system says it
record LinuxThread(int id, String name, int nice, OptionalLong turn) {

  /// Fields of `stat` behind the name, which may contain anything: proc(5) counts `nice` as the 19th.
  private static final int NICE = 19 - 3;

  /// Returns the calling thread.
  static LinuxThread own() {
    try {
      return read(Path.of("/proc").resolve(Files.readSymbolicLink(Path.of("/proc/thread-self"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns those of a process that live on while they are looked at.
  static List<LinuxThread> of(long pid) {
    try (var threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
      return threads.flatMap(folder -> alive(folder).stream()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<LinuxThread> alive(Path folder) {
    try {
      return Optional.of(read(folder));
    } catch (IOException ended) {
      return Optional.empty();
    }
  }

  private static LinuxThread read(Path folder) throws IOException {
    String stat = Files.readString(folder.resolve("stat"));
    String nice = stat.substring(stat.lastIndexOf(')') + 2).split(" ")[NICE];
    return new LinuxThread(
        Integer.parseInt(folder.getFileName().toString()),
        Files.readString(folder.resolve("comm")).strip(), Integer.parseInt(nice), turn(folder.resolve("sched")));
  }

  private static OptionalLong turn(Path sched) throws IOException {
    if (!Files.exists(sched)) return OptionalLong.empty();
    return Files.readAllLines(sched).stream().filter(line -> line.startsWith("se.slice "))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1).strip())).findFirst();
  }
}
