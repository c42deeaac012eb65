package dev.fivetwenty.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.policy.alwaysonline.Copy;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A process that keeps copies is killed, again and again, over the same folder.
@Execution(ExecutionMode.CONCURRENT)
class KilledArchiveTest {

  /// A hundred in `./dev soak`; few where a process costs seconds.
  private static final int ROUNDS =
      System.getProperty("soak.rounds") == null ? 2 : 5 * Integer.getInteger("soak.rounds");

  private static final long SEED = Long.getLong("seed", System.nanoTime());

  /// Of a batch, after which the process is killed.
  private static final int WITHIN_NANOS = 20_000_000;

  @TempDir Path root;

  @Test
  @Tag("soak")
  void noKillLeavesAWrongCopyOrLosesOneThatWasThere() throws Exception {
    var random = new Random(SEED);
    int next = 0;
    int halves = 0;
    for (int round = 0; round < ROUNDS; round++) {
      int kept = keptBeforeKill(next, 1 + random.nextInt(4), random.nextInt(WITHIN_NANOS));
      if (isHalfWritten()) halves++;
      check(kept, "round %d, rerun with -Dseed=%d".formatted(round, SEED));
      next = kept + 1000;
    }
    System.out.println(halves + " of " + ROUNDS + " kills left a content that was half written");
    if (ROUNDS >= 100) assertThat(halves).isGreaterThan(ROUNDS / 10);
  }

  private boolean isHalfWritten() throws IOException {
    try (Stream<Path> incoming = Files.list(root.resolve("new"))) {
      return incoming.findAny().isPresent();
    }
  }

  /// Returns the number behind the last copy that was said to be on the disk.
  private int keptBeforeKill(int first, int lines, int nanos) throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow",
                "-cp", System.getProperty("java.class.path"), KilledArchiveMain.class.getName(),
                root.toString(), Integer.toString(first))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int last = first;
    try (BufferedReader out = child.inputReader()) {
      for (int i = 0; i < lines; i++) {
        String line = out.readLine();
        assertThat(line).as("the child ended").isNotNull();
        last = Integer.parseInt(line);
      }
      LockSupport.parkNanos(nanos);
    } finally {
      child.destroyForcibly();
      child.waitFor();
    }
    return last;
  }

  private void check(int kept, String where) throws Exception {
    try (Archive archive = Copies.open(root)) {
      for (int url = 0; url < KilledArchiveMain.URLS; url++) {
        List<Copy> found = archive.find("http://shop.test/" + url);
        assertThat(found).as(where).hasSize(1);
        Copy copy = found.getFirst();
        String etag = copy.fields().value(copy.fields().find("etag", 0));
        int number = Integer.parseInt(etag.replace("\"", ""));
        assertThat(number).as(where).isGreaterThanOrEqualTo(kept - KilledArchiveMain.BATCH);
        assertThat(Copies.read(archive, copy)).as(where).isEqualTo(KilledArchiveMain.content(number));
      }
    }
  }
}
