package dev.fivetwenty.incident.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.incident.IncidentRow;
import dev.fivetwenty.incident.Query;
import dev.fivetwenty.incident.Samples;
import dev.fivetwenty.incident.Stored;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A process that stores incidents is killed, again and again, over the same directory.
@Execution(ExecutionMode.CONCURRENT)
class KilledWriterTest {

  /// A hundred in `./dev soak`.
  private static final int ROUNDS = 5 * Integer.getInteger("soak.rounds", 1);

  private static final long SEED = Long.getLong("seed", System.nanoTime());

  @TempDir Path data;

  @Test
  @Tag("soak")
  void whatWasCountedSurvivesEveryKillAndNothingIsHalfThere() throws Exception {
    var random = new Random(SEED);
    int next = 0;
    for (int round = 0; round < ROUNDS; round++) {
      // After so many batches were acknowledged, which is at another moment each time.
      long acknowledged = acknowledgedBeforeKill(next, 1 + random.nextInt(6));
      next = check(next, acknowledged, "round %d, rerun with -Dseed=%d".formatted(round, SEED));
    }
  }

  private long acknowledgedBeforeKill(int first, int lines) throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                KilledWriterMain.class.getName(), data.toString(), Integer.toString(first))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long last = 0;
    try (BufferedReader out = child.inputReader()) {
      for (int i = 0; i < lines; i++) {
        String line = out.readLine();
        assertThat(line).as("the child ended").isNotNull();
        last = Long.parseLong(line);
      }
      // By its handle, which leaves the output open.
      child.toHandle().destroyForcibly();
      // What it had said before it was killed counts, too. A torn number is a smaller one.
      for (String line; (line = out.readLine()) != null; ) {
        last = Math.max(last, line.isEmpty() ? 0 : Long.parseLong(line));
      }
    } finally {
      child.destroyForcibly();
      child.waitFor();
    }
    return last;
  }

  /// Returns the number of the first incident that is not there.
  private int check(int first, long acknowledged, String where) {
    try (SqliteIncidents incidents = SqliteIncidents.open(data)) {
      int i = first;
      while (true) {
        List<Stored> found = incidents.byRay(Samples.ray(i), 2);
        if (found.isEmpty()) break;
        assertThat(found).as(where).hasSize(1);
        assertThat(found.getFirst().incident().began()).isEqualTo(Samples.incident(i).began());
        i++;
      }
      assertThat((long) i - first).as(where).isGreaterThanOrEqualTo(acknowledged);
      List<IncidentRow> newest = incidents.list(Query.ALL.atMost(1));
      assertThat(newest.getFirst().ray()).as(where).isEqualTo(Samples.ray(i - 1));
      assertThat(newest.getFirst().id()).as(where).isEqualTo(i);
      assertThat(incidents.seen(Samples.ray(first))).as(where).isNotEmpty();
      return i;
    }
  }
}
