package dev.fivetwenty.incident.sqlite;

import dev.fivetwenty.incident.Fate;
import dev.fivetwenty.incident.Group;
import dev.fivetwenty.incident.HeaderBudget;
import dev.fivetwenty.incident.IncidentRow;
import dev.fivetwenty.incident.Incidents;
import dev.fivetwenty.incident.Loss;
import dev.fivetwenty.incident.Query;
import dev.fivetwenty.incident.Seen;
import dev.fivetwenty.incident.StoreProblem;
import dev.fivetwenty.incident.Stored;
import dev.fivetwenty.incident.codec.IncidentCodec;
import dev.fivetwenty.incident.ledger.LedgerKey;
import dev.fivetwenty.incident.ledger.LedgerReader;
import dev.fivetwenty.recorder.Kept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// Reads the store of a data directory, whether or not an edge writes to it.
///
/// One connection, one thread at a time: a command asks few questions, and each is short.
public final class SqliteIncidents implements Incidents {

  private static final String COLUMNS =
      "SELECT id, group_id, ray, began, why, cause, status, route, origin, method, scheme, host,"
          + " path, peer FROM incident";
  private static final String WHOLE =
      "SELECT i.id, i.group_id, b.octets FROM incident i"
          + " JOIN incident_body b ON b.id = i.id";

  /// Incidents with a path that are few: sorted within milliseconds.
  private static final int FEW = 5_000;

  private final Path file;
  private final Connection connection;
  private final LedgerReader ledger;

  private interface Work<T> {
    T run() throws SQLException;
  }

  /// @throws StoreProblem when there is no store, or one of another version of this program
  public static SqliteIncidents open(Path data) {
    Path file = data.resolve(Sqlite.FILE);
    if (!Files.exists(file)) {
      throw new StoreProblem(
          "no incidents in %s: start an edge with --data %s".formatted(data, data));
    }
    try {
      Connection connection = Sqlite.read(file);
      try {
        new Schema(Migration.all(), Sqlite.TYPES).check(connection, file.toString());
        return new SqliteIncidents(file, connection);
      } catch (SQLException | StoreProblem e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw Sqlite.problem(file, e);
    }
  }

  private SqliteIncidents(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
    this.ledger = new LedgerReader(file.resolveSibling(Sqlite.LEDGER));
  }

  @Override
  public List<Stored> byRay(String prefix, int most) {
    return read(
        () ->
            new Where(WHOLE)
                .and("i.ray >= ?", prefix)
                .and("i.ray < ?", prefix + Where.BEYOND)
                .then("ORDER BY i.id DESC LIMIT ?", most)
                .rows(connection, SqliteIncidents::stored));
  }

  @Override
  public Optional<Stored> byId(long id) {
    return read(
        () -> new Where(WHOLE).and("i.id = ?", id).first(connection, SqliteIncidents::stored));
  }

  private static Stored stored(ResultSet row) throws SQLException {
    return new Stored(
        row.getLong(1), row.getString(2), IncidentCodec.decode(row.getBytes(3)));
  }

  @Override
  public List<IncidentRow> list(Query query) {
    String order = query.afterId().isPresent() ? "ORDER BY id LIMIT ?" : "ORDER BY id DESC LIMIT ?";
    return read(
        () ->
            within(
                    new Where(COLUMNS)
                        .and("cause = ?", query.cause())
                        .and("origin = ?", query.origin())
                        .and("route = ?", query.route())
                        .and("group_id = ?", query.group())
                        .and("id > ?", query.afterId())
                        .and("id < ?", query.beforeId()),
                    query)
                .then(order, query.limit())
                .rows(connection, SqliteIncidents::row));
  }

  /// Adds the conditions on time and path.
  private Where within(Where where, Query query) throws SQLException {
    if (query.since().isPresent() || query.until().isPresent()) during(where, query);
    return under(where, query.pathPrefix());
  }

  /// Ids nearly follow times, so those of the time's first and last bound what is looked at; the plus
  /// signs keep the planner from sorting all that is between.
  private static void during(Where where, Query query) {
    long from = query.since().map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
    long to = query.until().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
    where
        .and("id >= (SELECT min(id) FROM incident WHERE began >= ? AND began < ?)", from, to)
        .and("id <= (SELECT max(id) FROM incident WHERE began >= ? AND began < ?)", from, to)
        .and("+began >= ?", from)
        .and("+began < ?", to);
  }

  /// Adds the condition on the path. Where few have it they are looked up; where many have it, the
  /// newest of them are soon found by looking at one after the other.
  private Where under(Where where, Optional<String> pathPrefix) throws SQLException {
    if (pathPrefix.isEmpty()) return where;
    String prefix = pathPrefix.get();
    String beyond = prefix + Where.BEYOND_ALL;
    long some =
        new Where(
                "SELECT count(*) FROM (SELECT id FROM incident WHERE path >= ? AND path < ? LIMIT ?)",
                prefix, beyond, FEW)
            .first(connection, row -> row.getLong(1))
            .orElse(0L);
    if (some < FEW) {
      return where.and(
          "id IN (SELECT id FROM incident WHERE path >= ? AND path < ?)", prefix, beyond);
    }
    int length = prefix.codePointCount(0, prefix.length());
    return where.and("substr(path, 1, " + length + ") = ?", prefix);
  }

  private static IncidentRow row(ResultSet row) throws SQLException {
    return new IncidentRow(
        row.getLong("id"), row.getString("group_id"), row.getString("ray"),
        Instant.ofEpochMilli(row.getLong("began")), Kept.Why.valueOf(row.getString("why")),
        row.getString("cause"), row.getInt("status"), row.getString("route"),
        row.getString("origin"), row.getString("method"), row.getString("scheme"),
        row.getString("host"), row.getString("path"), row.getString("peer"));
  }

  @Override
  public List<Group> groups(Query query) {
    return read(() -> new GroupReader(connection).groups(query));
  }

  @Override
  public List<Seen> seen(String ray) {
    List<Seen> rows = ledger(() -> ledger.find(LedgerKey.of(ray)));
    if (rows.stream().noneMatch(row -> row.fate() == Fate.STORED)) return rows;
    return read(() -> new FateReader(connection).settled(ray, rows));
  }

  @Override
  public Optional<Instant> seenSince() {
    return ledger(ledger::oldest);
  }

  @Override
  public List<HeaderBudget> headerBudgets(Instant since) {
    return read(() -> new BudgetReader(connection, since).budgets());
  }

  @Override
  public Loss losses() {
    return read(
        () -> {
          var lost = new HashMap<String, Long>();
          List<Long> times =
              new Where("SELECT reason, lost, last FROM loss")
                  .rows(
                      connection,
                      row -> {
                        lost.put(row.getString(1), row.getLong(2));
                        return row.getLong(3);
                      });
          Long rows = lost.remove(Book.ROWS);
          Optional<Instant> last = times.stream().max(Long::compare).map(Instant::ofEpochMilli);
          return new Loss(lost, rows == null ? 0 : rows, last);
        });
  }

  private interface Look<T> {
    T run() throws IOException;
  }

  private static <T> T ledger(Look<T> look) {
    try {
      return look.run();
    } catch (IOException e) {
      throw new StoreProblem("the ledger cannot be read: " + e, e);
    }
  }

  private synchronized <T> T read(Work<T> work) {
    try {
      return work.run();
    } catch (SQLException e) {
      throw Sqlite.problem(file, e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw Sqlite.problem(file, e);
    }
  }
}
