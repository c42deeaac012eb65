package dev.fivetwenty.incident.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.incident.Fate;
import dev.fivetwenty.incident.Samples;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How long it takes to write a row, and to find one among many: a million here, fifty in
/// `./dev soak 50`, which prints the figures.
class LargeLedgerTest {

  private static final int ROUNDS = Integer.getInteger("soak.rounds", 1);
  private static final int ROWS = 1_000_000 * ROUNDS;
  private static final int ASKED = 101;
  private static final Duration FOUND = Duration.ofMillis(50);

  /// What is held to a limit: the others on this machine do not count.
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  @TempDir Path folder;

  @Test
  @Tag("soak")
  void findsARowWhileAPersonWaits() throws IOException {
    fill();
    var reader = new LedgerReader(folder);
    asked("there", reader, 0, 1);
    asked("not there", reader, ROWS, 0);
  }

  private void asked(String what, LedgerReader reader, int first, int expected)
      throws IOException {
    long[] nanos = new long[ASKED];
    long[] cpu = new long[ASKED];
    for (int i = 0; i < ASKED; i++) {
      long key = LedgerKey.mix(first + (long) ROWS / ASKED * i);
      long from = System.nanoTime();
      long cpuFrom = CPU.getCurrentThreadCpuTime();
      assertThat(reader.find(key)).hasSize(expected);
      cpu[i] = CPU.getCurrentThreadCpuTime() - cpuFrom;
      nanos[i] = System.nanoTime() - from;
    }
    Arrays.sort(nanos);
    Arrays.sort(cpu);
    say("%s: median %.2f ms, slowest %.2f ms", what, nanos[ASKED / 2] / 1e6, nanos[ASKED - 1] / 1e6);
    assertThat(Duration.ofNanos(cpu[ASKED / 2])).as(what).isLessThan(FOUND);
  }

  private void fill() throws IOException {
    var part = new Part();
    long recorders = 0;
    long from = System.nanoTime();
    long begin = Samples.BEGIN.toEpochMilli();
    try (var files =
        new SegmentFiles(folder, Duration.ofDays(30), Long.MAX_VALUE, LedgerWriter.SEGMENT_ROWS)) {
      for (int i = 0; i < ROWS; ) {
        long start = System.nanoTime();
        int low = Row.low(Fate.SUCCEEDED.ordinal(), 0, 200);
        for (; i < ROWS && part.hasRoomFor(1); i++) part.add(LedgerKey.mix(i), begin + i, low);
        recorders += System.nanoTime() - start;
        files.add(part);
        part.clear();
      }
      say("%d rows, %d bytes; on the recorder's thread %.1f ns each, on the writer's %.1f ns",
          ROWS, files.bytes(), recorders / 1.0 / ROWS,
          (System.nanoTime() - from - recorders) / 1.0 / ROWS);
    }
  }

  private static void say(String line, Object... values) {
    if (ROUNDS > 1) System.out.printf(line + "%n", values);
  }
}
