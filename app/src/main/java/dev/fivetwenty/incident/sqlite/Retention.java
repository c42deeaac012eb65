package dev.fivetwenty.incident.sqlite;

import dev.fivetwenty.incident.StoreOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
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

  private static final String DELETE = "DELETE FROM incident WHERE id = ?";
  private static final String DELETE_BODY = "DELETE FROM incident_body WHERE id = ?";
  private static final String DELETE_GROUPS =
      "DELETE FROM incident_group WHERE last_seen < ? AND NOT EXISTS"
          + " (SELECT 1 FROM incident WHERE incident.group_id = incident_group.id)";

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
  boolean step(Statements sql, Instant now) throws SQLException {
    long before = now.minus(options.keepFor()).toEpochMilli();
    Connection connection = sql.connection();
    boolean more = Transaction.on(connection, () -> remove(sql, before));
    long spare = Sqlite.freePages(connection) - SPARE_PAGES;
    if (spare > 0) isCut = Sqlite.shrink(connection, (int) Math.min(spare, PAGES));
    else if (!isCut) isCut = Sqlite.checkpoint(connection);
    return more || spare > PAGES;
  }

  private boolean remove(Statements sql, long before) throws SQLException {
    if (count < 0) count = sql.numbers(COUNT).getFirst();
    int removed = remove(sql, OLD, before, STEP);
    boolean more = removed == STEP | expire(sql, before);
    long over = count - removed - options.incidents();
    if (over <= 0 && Sqlite.usedBytes(sql.connection()) > fileBytes) over = STEP;
    int first = over > 0 ? remove(sql, FIRST, Math.min(over, STEP)) : 0;
    count -= removed + first;
    return more || first == STEP;
  }

  private static int remove(Statements sql, String which, Object... values) throws SQLException {
    List<Long> ids = sql.numbers(which, values);
    if (ids.isEmpty()) return 0;
    long newest = Long.MIN_VALUE;
    for (long id : ids) {
      newest = Math.max(newest, sql.numbers(BEGAN, id).getFirst());
      sql.run(DELETE, id);
      sql.run(DELETE_BODY, id);
    }
    sql.run(MARK, newest);
    return ids.size();
  }

  /// Removes counts of old minutes and hours, and groups that nothing is left of.
  private static boolean expire(Statements sql, long before) throws SQLException {
    boolean more = false;
    for (Counts counts : Counts.ALL) more |= expire(sql, counts, before / counts.millis);
    sql.run(DELETE_GROUPS, before);
    return more;
  }

  private static boolean expire(Statements sql, Counts counts, long before) throws SQLException {
    // Of an empty table that is 0.
    long from = sql.numbers(counts.oldest).getFirst();
    if (from == 0 || from >= before) return false;
    long to = Math.min(before, from + MINUTES);
    sql.run(counts.delete, to);
    return to < before;
  }

  /// A table of counts, with what is asked of it.
  ///
  /// @param millis that a row of it covers
  private record Counts(long millis, String oldest, String delete) {

    static final List<Counts> ALL =
        List.of(
            of("traffic_minute", "minute", Tally.MINUTE),
            of("traffic_hour", "hour", Tally.HOUR),
            of("group_minute", "minute", Tally.MINUTE),
            of("group_place_hour", "hour", Tally.HOUR),
            of("section_hour", "hour", Tally.HOUR),
            of("section_field", "hour", Tally.HOUR));

    private static Counts of(String table, String time, long millis) {
      return new Counts(
          millis, "SELECT min(%s) FROM %s".formatted(time, table),
          "DELETE FROM %s WHERE %s < ?".formatted(table, time));
    }
  }
}
