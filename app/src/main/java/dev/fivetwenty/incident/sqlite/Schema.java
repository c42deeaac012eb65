package dev.fivetwenty.incident.sqlite;

import dev.fivetwenty.incident.StoreProblem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Brings a store to the version of this program; refuses one that is ahead of it.
final class Schema {

  private static final String HISTORY =
      "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, name TEXT NOT NULL,"
          + " checksum TEXT NOT NULL, applied BIGINT NOT NULL)";

  private final List<Migration> migrations;
  private final Map<String, String> types;

  /// @param types see [Migration#statements]
  Schema(List<Migration> migrations, Map<String, String> types) {
    this.migrations = List.copyOf(migrations);
    this.types = Map.copyOf(types);
  }

  /// Applies what is missing, all or nothing.
  ///
  /// @param where the store is, for messages
  void migrate(Connection connection, String where, Instant now) throws SQLException {
    Transaction.on(
        connection,
        () -> {
          execute(connection, HISTORY);
          Map<Integer, String> applied = applied(connection);
          check(applied, where);
          for (Migration step : migrations) {
            if (!applied.containsKey(step.version())) apply(connection, step, now);
          }
          return migrations.size();
        });
  }

  /// Refuses what this program cannot read.
  void check(Connection connection, String where) throws SQLException {
    Map<Integer, String> applied = applied(connection);
    check(applied, where);
    if (applied.size() < migrations.size()) {
      throw new StoreProblem(
          "%s has schema %d, and this program reads %d: start an edge on it once, which brings it up"
              .formatted(where, applied.size(), migrations.size()));
    }
  }

  private void check(Map<Integer, String> applied, String where) {
    int newest = applied.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
    int known = migrations.getLast().version();
    if (newest > known) {
      throw new StoreProblem(
          "%s has schema %d, and this program knows up to %d: use a newer one, or another directory"
              .formatted(where, newest, known));
    }
    for (Migration step : migrations) {
      String checksum = applied.get(step.version());
      if (checksum == null || checksum.equals(step.checksum())) continue;
      throw new StoreProblem(
          "%s has another schema %d than this program (%s, not %s): it was made by another build"
              .formatted(where, step.version(), checksum, step.checksum()));
    }
  }

  private void apply(Connection connection, Migration step, Instant now) throws SQLException {
    for (String statement : step.statements(types)) execute(connection, statement);
    try (PreparedStatement row =
        connection.prepareStatement("INSERT INTO schema_version VALUES (?, ?, ?, ?)")) {
      row.setInt(1, step.version());
      row.setString(2, step.name());
      row.setString(3, step.checksum());
      row.setLong(4, now.toEpochMilli());
      row.executeUpdate();
    }
  }

  private static Map<Integer, String> applied(Connection connection) throws SQLException {
    var applied = new HashMap<Integer, String>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT version, checksum FROM schema_version")) {
      while (rows.next()) applied.put(rows.getInt(1), rows.getString(2));
    }
    return applied;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
