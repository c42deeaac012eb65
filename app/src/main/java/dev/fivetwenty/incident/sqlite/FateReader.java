package dev.fivetwenty.incident.sqlite;

import dev.fivetwenty.incident.Fate;
import dev.fivetwenty.incident.Seen;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Compares what the ledger says was stored with what is in the store.
///
/// A row is written when an incident is taken, and not touched again. What is missing from a time up to
/// which incidents were removed was removed, too; else it was lost on its way to the disk.
final class FateReader {

  /// An exchange ends later than it began, and those that end first are stored first.
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Connection connection;

  FateReader(Connection connection) {
    this.connection = connection;
  }

  /// Returns the rows with the fate that the stored ones have by now.
  List<Seen> settled(String ray, List<Seen> rows) throws SQLException {
    boolean isThere =
        new Where("SELECT id FROM incident").and("ray >= ?", ray).and("ray < ?", ray + Where.BEYOND)
            .then("LIMIT 1").first(connection, row -> row.getLong(1)).isPresent();
    if (isThere) return rows;
    Instant removed =
        new Where("SELECT value FROM counter").and("name = ?", Retention.REMOVED)
            .first(connection, row -> Instant.ofEpochMilli(row.getLong(1)))
            .orElse(Instant.MIN.plus(LONGEST));
    return rows.stream().map(row -> settled(row, removed.plus(LONGEST))).toList();
  }

  private static Seen settled(Seen row, Instant removed) {
    if (row.fate() != Fate.STORED) return row;
    Fate fate = row.at().isAfter(removed) ? Fate.DROPPED : Fate.EXPIRED;
    return new Seen(row.at(), row.status(), row.cause(), fate, row.group());
  }
}
