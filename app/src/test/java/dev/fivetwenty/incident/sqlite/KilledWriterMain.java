package dev.fivetwenty.incident.sqlite;

import dev.fivetwenty.incident.Fate;
import dev.fivetwenty.incident.Incident;
import dev.fivetwenty.incident.LossReason;
import dev.fivetwenty.incident.Samples;
import dev.fivetwenty.incident.StoreOptions;
import dev.fivetwenty.recorder.ExchangeRecord;
import dev.fivetwenty.recorder.Label;
import dev.fivetwenty.recorder.Records;
import dev.fivetwenty.recorder.Text;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Stores incidents until it is killed, and prints how many are stored: `N` for the first N of those
/// that it was told to begin with.
final class KilledWriterMain {

  /// As many as wait at most, so that none is dropped.
  private static final int WAITING = 1000;

  public static void main(String[] arguments) {
    int next = Integer.parseInt(arguments[1]);
    var options = new StoreOptions(Duration.ofDays(3650), 10_000_000, 8L << 30, 1L << 30);
    SqliteStore store =
        SqliteStore.open(Path.of(arguments[0]), options, Clock.systemUTC(), System.err::println);
    long told = 0;
    while (true) {
      if (store.figures().waiting() < WAITING) {
        Incident incident = Samples.incident(next++);
        store.offer(incident);
        store.passed(passed(incident), Fate.STORED);
        store.pulse();
      } else {
        LockSupport.parkNanos(1_000_000);
      }
      long stored = store.figures().stored();
      if (stored > told) System.out.println(stored);
      told = stored;
      if (store.figures().lost().get(LossReason.QUEUE_FULL) > 0) System.exit(1);
    }
  }

  private static ExchangeRecord passed(Incident incident) {
    return Records.with(
        record -> {
          record.endedMillis = incident.began().toEpochMilli();
          record.route = new Label(1, incident.answer().route());
          record.origin = new Label(1, incident.answer().origin());
          Records.text(record, Text.FOREIGN_RAY, incident.ray());
        });
  }

  private KilledWriterMain() {}
}
