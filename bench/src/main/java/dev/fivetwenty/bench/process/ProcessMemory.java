package dev.fivetwenty.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// The memory of a set of processes in bytes: resident, shared pages divided among who shares them (Pss),
/// and the sum of each one's highest resident size.
public record ProcessMemory(long resident, long proportional, long peak) {

  public static ProcessMemory of(List<Long> pids) {
    long resident = 0;
    long proportional = 0;
    long peak = 0;
    for (long pid : pids) {
      Path proc = Path.of("/proc", Long.toString(pid));
      resident += kibibytes(proc.resolve("status"), "VmRSS:");
      peak += kibibytes(proc.resolve("status"), "VmHWM:");
      proportional += kibibytes(proc.resolve("smaps_rollup"), "Pss:");
    }
    return new ProcessMemory(resident << 10, proportional << 10, peak << 10);
  }

  private static long kibibytes(Path file, String label) {
    try {
      for (String line : Files.readAllLines(file)) {
        if (line.startsWith(label)) return Long.parseLong(line.replaceAll("[^0-9]", ""));
      }
      return 0;
    } catch (NoSuchFileException e) {
      return 0; // The process has ended and holds nothing.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
