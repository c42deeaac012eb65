package dev.fivetwenty.incident.sqlite;

import dev.fivetwenty.incident.StoreOptions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Removes what is too old, and the first of what is too much, a little at a time.
///
/// Age is that of the exchange, by the clock that is handed in; what lies in the future of a clock
/// that was set back stays until its time. Too many, or too large, means the first stored.
final class Retention {

  /// Incidents that one step removes at most: some ten milliseconds of work.
  static final int STEP = 500;

  /// Free pages that are given back to the file system in one step.
  private static final int PAGES = 512;

  /// Free pages that are kept to write to: 4 MiB.
  static final int SPARE_PAGES = 1024;

  /// Minutes of counts that one step removes at most.
  private static final int MINUTES = 60;

  private static final String COUNT = "SELECT count(*) FROM incident";
  private static final String OLD = "SELECT id FROM incident WHERE began < ? ORDER BY began LIMIT ?";
  private static final String BEGAN = "SELECT began FROM incident WHERE id = ?";
  private static final String FIRST = "SELECT id FROM incident ORDER BY id LIMIT ?";

  /// The counter of the time up to which incidents were removed, milliseconds since 1970.
  static final String REMOVED = "removed";

  private static final String MARK =
      "INSERT INTO counter (name, value) VALUES ('" + REMOVED + "', ?) ON CONFLICT (name)"
          + " DO UPDATE SET value = CASE WHEN excluded.value > counter.value"
          + " THEN excluded.value ELSE counter.value END";

  private final StoreOptions options;
  private final long fileBytes;

  /// How many there are; -1 when that has to be counted.
  private long count = -1;

  /// False while a reader kept the file from being cut after it shrank.
  private boolean isCut = true;

  Retention(StoreOptions options) {
    this.options = options;
    // The small rows have their own part.
    this.fileBytes = Math.max(options.bytes() - options.ledgerBytes(), 1);
  }

  void added(int incidents) {
    if (count >= 0) count += incidents;
  }

  /// Has incidents counted anew: another process may have added some.
  void recount() {
    count = -1;
  }

  /// Does one step.
  ///
  /// @return whether there is more to do
  boolean step(Connection connection, Instant now) throws SQLException {
    long before = now.minus(options.keepFor()).toEpochMilli();
    boolean more = Transaction.on(connection, () -> remove(connection, before));
    long spare = Sqlite.freePages(connection) - SPARE_PAGES;
    if (spare > 0) isCut = Sqlite.shrink(connection, (int) Math.min(spare, PAGES));
    else if (!isCut) isCut = Sqlite.checkpoint(connection);
    return more || spare > PAGES;
  }

  private boolean remove(Connection connection, long before) throws SQLException {
    if (count < 0) count = count(connection);
    int removed = remove(connection, OLD, before, STEP);
    boolean more = removed == STEP | expire(connection, before);
    long over = count - removed - options.incidents();
    if (over <= 0 && Sqlite.usedBytes(connection) > fileBytes) over = STEP;
    int first = over > 0 ? remove(connection, FIRST, Math.min(over, STEP)) : 0;
    count -= removed + first;
    return more || first == STEP;
  }

  private static long count(Connection connection) throws SQLException {
    try (PreparedStatement sql = connection.prepareStatement(COUNT);
        ResultSet row = sql.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static int remove(Connection connection, String which, long... values)
      throws SQLException {
    List<Long> ids = numbers(connection, which, values);
    if (ids.isEmpty()) return 0;
    long newest = Long.MIN_VALUE;
    for (long id : ids) {
      newest = Math.max(newest, numbers(connection, BEGAN, id).getFirst());
      update(connection, "DELETE FROM incident WHERE id = ?", id);
      update(connection, "DELETE FROM incident_body WHERE id = ?", id);
    }
    update(connection, MARK, newest);
    return ids.size();
  }

  private static List<Long> numbers(Connection connection, String which, long... values)
      throws SQLException {
    var numbers = new ArrayList<Long>();
    try (PreparedStatement sql = connection.prepareStatement(which)) {
      for (int i = 0; i < values.length; i++) sql.setLong(i + 1, values[i]);
      try (ResultSet rows = sql.executeQuery()) {
        while (rows.next()) numbers.add(rows.getLong(1));
      }
    }
    return numbers;
  }

  /// Removes counts of old minutes and hours, and groups that nothing is left of.
  private static boolean expire(Connection connection, long before) throws SQLException {
    boolean more =
        expire(connection, "traffic_minute", "minute", before / Tally.MINUTE)
            | expire(connection, "traffic_hour", "hour", before / Tally.HOUR)
            | expire(connection, "group_minute", "minute", before / Tally.MINUTE)
            | expire(connection, "group_place_hour", "hour", before / Tally.HOUR)
            | expire(connection, "section_hour", "hour", before / Tally.HOUR)
            | expire(connection, "section_field", "hour", before / Tally.HOUR);
    update(
        connection,
        "DELETE FROM incident_group WHERE last_seen < ? AND NOT EXISTS"
            + " (SELECT 1 FROM incident WHERE incident.group_id = incident_group.id)",
        before);
    return more;
  }

  private static boolean expire(Connection connection, String table, String time, long before)
      throws SQLException {
    List<Long> oldest = numbers(connection, "SELECT min(%s) FROM %s".formatted(time, table));
    // Of an empty table that is 0.
    long from = oldest.getFirst();
    if (from == 0 || from >= before) return false;
    long to = Math.min(before, from + MINUTES);
    update(connection, "DELETE FROM %s WHERE %s < ?".formatted(table, time), to);
    return to < before;
  }

  private static int update(Connection connection, String statement, long... values)
      throws SQLException {
    try (PreparedStatement sql = connection.prepareStatement(statement)) {
      for (int i = 0; i < values.length; i++) sql.setLong(i + 1, values[i]);
      return sql.executeUpdate();
    }
  }
}
