package dev.fivetwenty.incident.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A query under construction: conditions with their values, which never become part of its text.
final class Where {

  private final StringBuilder sql;
  private final List<Object> values = new ArrayList<>();
  private String joint = " WHERE ";

  /// Higher than every character of a Ray ID: texts from `x` to `x` and this start with `x`.
  static final String BEYOND = "\u007f";

  /// The same for any text: the last code point there is.
  static final String BEYOND_ALL = Character.toString(Character.MAX_CODE_POINT);

  /// What a row becomes.
  interface Shape<T> {
    T of(ResultSet row) throws SQLException;
  }

  Where(String select, Object... values) {
    sql = new StringBuilder(select);
    this.values.addAll(List.of(values));
  }

  Where and(String condition, Object... of) {
    sql.append(joint).append(condition);
    joint = " AND ";
    values.addAll(List.of(of));
    return this;
  }

  Where and(String condition, Optional<?> of) {
    return of.isPresent() ? and(condition, of.get()) : this;
  }

  Where then(String clause, Object... of) {
    sql.append(' ').append(clause);
    values.addAll(List.of(of));
    return this;
  }

  /// Adds another query in parentheses, as a table of that name.
  Where within(Where other, String name) {
    sql.append('(').append(other.sql).append(") ").append(name);
    values.addAll(other.values);
    return this;
  }

  <T> List<T> rows(Connection connection, Shape<T> shape) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
      for (int i = 0; i < values.size(); i++) statement.setObject(i + 1, values.get(i));
      try (ResultSet rows = statement.executeQuery()) {
        var all = new ArrayList<T>();
        while (rows.next()) all.add(shape.of(rows));
        return all;
      }
    }
  }

  <T> Optional<T> first(Connection connection, Shape<T> shape) throws SQLException {
    return rows(connection, shape).stream().findFirst();
  }
}
