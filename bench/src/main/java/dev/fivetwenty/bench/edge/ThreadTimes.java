package dev.fivetwenty.bench.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The processor time of a process's threads by name, in nanoseconds, from `/proc`.
final class ThreadTimes {

  static Map<String, Long> of(long pid) throws IOException {
    List<Path> tasks;
    try (Stream<Path> list = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      tasks = list.toList();
    }
    Map<String, Long> times = new HashMap<>();
    for (Path task : tasks) {
      try {
        String name = Files.readString(task.resolve("comm")).strip();
        long nanos = Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ")[0]);
        times.merge(name, nanos, Long::sum);
      } catch (NoSuchFileException e) {
        continue; // The thread has ended since the folder was listed.
      }
    }
    return times;
  }

  static Map<String, Long> difference(Map<String, Long> before, Map<String, Long> after) {
    Map<String, Long> difference = new HashMap<>();
    after.forEach((name, nanos) -> difference.put(name, nanos - before.getOrDefault(name, 0L)));
    return difference;
  }

  private ThreadTimes() {}
}
