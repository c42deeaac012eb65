package dev.fivetwenty.incident.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The statements of one connection, each prepared when it is first run and kept as long as the connection.
///
/// Confined to the thread that writes.
final class Statements implements AutoCloseable {

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  Statements(Connection connection) {
    this.connection = connection;
  }

  Connection connection() {
    return connection;
  }

  /// Returns how many rows were changed.
  int run(String statement, Object... values) throws SQLException {
    return filled(statement, values).executeUpdate();
  }

  /// Returns the first column.
  List<String> texts(String query, Object... values) throws SQLException {
    var texts = new ArrayList<String>();
    try (ResultSet rows = filled(query, values).executeQuery()) {
      while (rows.next()) texts.add(rows.getString(1));
    }
    return texts;
  }

  /// Returns the first column; 0 stands for no value.
  List<Long> numbers(String query, Object... values) throws SQLException {
    var numbers = new ArrayList<Long>();
    try (ResultSet rows = filled(query, values).executeQuery()) {
      while (rows.next()) numbers.add(rows.getLong(1));
    }
    return numbers;
  }

  /// Returns the first column.
  List<byte[]> octets(String query, Object... values) throws SQLException {
    var octets = new ArrayList<byte[]>();
    try (ResultSet rows = filled(query, values).executeQuery()) {
      while (rows.next()) octets.add(rows.getBytes(1));
    }
    return octets;
  }

  private PreparedStatement filled(String text, Object... values) throws SQLException {
    PreparedStatement sql = prepared.get(text);
    if (sql == null) {
      sql = connection.prepareStatement(text);
      prepared.put(text, sql);
    }
    for (int i = 0; i < values.length; i++) sql.setObject(i + 1, values[i]);
    return sql;
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement sql : prepared.values()) sql.close();
  }
}
