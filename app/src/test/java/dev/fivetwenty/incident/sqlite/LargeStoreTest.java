package dev.fivetwenty.incident.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.incident.Group;
import dev.fivetwenty.incident.GroupKey;
import dev.fivetwenty.incident.Incident;
import dev.fivetwenty.incident.IncidentRow;
import dev.fivetwenty.incident.Query;
import dev.fivetwenty.incident.Samples;
import dev.fivetwenty.incident.StoreOptions;
import dev.fivetwenty.incident.codec.IncidentCodec;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How long the questions of a person take in a store that is full: 20,000 incidents here, a million
/// in `./dev soak 50`, which prints the figures.
class LargeStoreTest {

  private static final int ROUNDS = Integer.getInteger("soak.rounds", 1);
  private static final int INCIDENTS = 20_000 * ROUNDS;
  private static final int BATCH = 1000;
  private static final int ASKED = 21;

  private static final Duration WHY = Duration.ofMillis(50);
  private static final Duration LIST = Duration.ofMillis(300);

  /// What is held to a limit: the others on this machine do not count.
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  @TempDir Path data;

  private final IncidentCodec codec = new IncidentCodec();
  private final byte[][] octets = new byte[Samples.kinds()][];

  @Test
  @Tag("soak")
  void answersWhileAPersonWaits() throws SQLException {
    fill();
    try (SqliteIncidents incidents = SqliteIncidents.open(data)) {
      assertThat(incidents.list(Query.ALL.atMost(1)).getFirst().id()).isEqualTo(INCIDENTS);
      asked("why, by a whole ray", WHY, i -> incidents.byRay(Samples.ray(i), 10));
      asked("why, by 8 digits", WHY, i -> incidents.byRay(Samples.ray(i).substring(0, 8), 10));
      asked("why, of none", WHY, i -> incidents.byRay("0000" + i, 10));
      asked("list, newest", LIST, i -> incidents.list(Query.ALL));
      IncidentRow row = incidents.list(Query.ALL).getLast();
      asked("list, of a cause", LIST, i -> incidents.list(Query.ALL.ofCause(row.cause())));
      asked("list, of no such cause", LIST, i -> incidents.list(Query.ALL.ofCause("none-" + i)));
      asked("list, of an origin", LIST, i -> incidents.list(Query.ALL.ofOrigin(row.origin())));
      asked("list, of a route", LIST, i -> incidents.list(Query.ALL.ofRoute(row.route())));
      asked("list, under a path", LIST, i -> incidents.list(Query.ALL.under("/r3/page/7")));
      asked("list, under no such path", LIST, i -> incidents.list(Query.ALL.under("/none/" + i)));
      asked(
          "list, of an hour long ago", LIST,
          i -> incidents.list(
              Query.ALL.since(Samples.BEGIN).until(Samples.BEGIN.plusSeconds(3600))));
      asked("groups", LIST, i -> incidents.groups(Query.ALL));
      Group group = incidents.groups(Query.ALL).getFirst();
      asked("one group", LIST, i -> incidents.groups(Query.ALL.ofGroup(group.id())));
      asked(
          "groups since an hour", LIST,
          i -> incidents.groups(Query.ALL.since(group.lastSeen().minusSeconds(3600))));
    }
  }

  private interface Question {
    List<?> ask(int i);
  }

  private void asked(String what, Duration within, Question question) {
    long[] nanos = new long[ASKED];
    long[] cpu = new long[ASKED];
    int found = 0;
    for (int i = 0; i < ASKED; i++) {
      long from = System.nanoTime();
      long cpuFrom = CPU.getCurrentThreadCpuTime();
      found = question.ask(i * 997 % INCIDENTS).size();
      cpu[i] = CPU.getCurrentThreadCpuTime() - cpuFrom;
      nanos[i] = System.nanoTime() - from;
    }
    Arrays.sort(nanos);
    Arrays.sort(cpu);
    long median = nanos[ASKED / 2];
    if (ROUNDS > 1) {
      System.out.printf(
          "%-28s median %6.2f ms, slowest %6.2f ms, CPU %6.2f ms, %d found%n",
          what, median / 1e6, nanos[ASKED - 1] / 1e6, cpu[ASKED / 2] / 1e6, found);
    }
    assertThat(Duration.ofNanos(cpu[ASKED / 2])).as(what).isLessThan(within);
  }

  private void fill() throws SQLException {
    var options = new StoreOptions(Duration.ofDays(3650), 100_000_000, 64L << 30, 1L << 30);
    var schema = new Schema(Migration.all(), Sqlite.TYPES);
    long from = System.nanoTime();
    try (var file =
        new StoreFile(
            data.resolve(Sqlite.FILE), Sqlite::write, schema, options, Clock.systemUTC(),
            line -> {})) {
      file.begin();
      for (int i = 0; i < INCIDENTS; i += BATCH) store(file, i);
    }
    if (ROUNDS > 1) {
      double seconds = (System.nanoTime() - from) / 1e9;
      System.out.printf(
          "%d incidents, %d bytes, written in %.0f s%n",
          INCIDENTS, Sqlite.diskBytes(data.resolve(Sqlite.FILE)), seconds);
    }
  }

  private void store(StoreFile file, int first) throws SQLException {
    var batch = new ArrayList<Rows.Ready>(BATCH);
    var tally = new Tally();
    for (int i = first; i < first + BATCH; i++) {
      Incident incident = Samples.incident(i);
      int kind = i % octets.length;
      // The octets of one kind do for all: what takes time is not in them.
      if (octets[kind] == null) octets[kind] = codec.encode(incident);
      var taken = new Intake.Taken(incident, GroupKey.of(incident), 0);
      batch.add(new Rows.Ready(taken, octets[kind]));
      long began = incident.began().toEpochMilli();
      tally.passed(
              began / Tally.MINUTE, incident.answer().route(), incident.answer().origin(),
              taken.key().cause())
          .add(began, 1);
    }
    file.store(batch, tally);
  }
}
