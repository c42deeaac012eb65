package dev.fivetwenty.incident.sqlite;

import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.incident.Answer;
import dev.fivetwenty.incident.Incident;
import dev.fivetwenty.incident.Visit;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Adds incidents to their tables, within somebody else's transaction.
final class Rows {

  private static final String ROW =
      "INSERT INTO incident (id, ray, began, why, cause, status, route, origin, group_id, method,"
          + " scheme, host, path, peer) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String BODY = "INSERT INTO incident_body (id, octets) VALUES (?, ?)";
  private static final String SAME =
      "SELECT b.octets FROM incident i JOIN incident_body b ON b.id = i.id"
          + " WHERE i.ray = ? AND i.began = ?";
  private static final String LAST = "SELECT value FROM counter WHERE name = 'incident'";
  private static final String COUNT =
      "INSERT INTO counter (name, value) VALUES ('incident', ?)"
          + " ON CONFLICT (name) DO UPDATE SET value = excluded.value";

  /// An incident with what is made of it before the transaction.
  record Ready(Intake.Taken taken, byte[] octets) {}

  /// Adds those that are not there already: who imports a file twice has it once. Ids go on where they
  /// were, also when all are gone.
  ///
  /// @return those that were added
  static List<Ready> add(Connection connection, List<Ready> all) throws SQLException {
    var added = new ArrayList<Ready>(all.size());
    long id = last(connection);
    try (PreparedStatement row = connection.prepareStatement(ROW);
        PreparedStatement body = connection.prepareStatement(BODY);
        PreparedStatement same = connection.prepareStatement(SAME)) {
      for (Ready ready : all) {
        if (isThere(same, ready)) continue;
        id++;
        fill(row, id, ready);
        row.executeUpdate();
        body.setLong(1, id);
        body.setBytes(2, ready.octets());
        body.executeUpdate();
        added.add(ready);
      }
    }
    if (added.isEmpty()) return added;
    try (PreparedStatement count = connection.prepareStatement(COUNT)) {
      count.setLong(1, id);
      count.executeUpdate();
    }
    return added;
  }

  /// A Ray ID may be that of several exchanges, which differ in something.
  private static boolean isThere(PreparedStatement same, Ready ready) throws SQLException {
    Incident incident = ready.taken().incident();
    same.setString(1, incident.ray());
    same.setLong(2, incident.began().toEpochMilli());
    try (ResultSet rows = same.executeQuery()) {
      while (rows.next()) {
        if (Arrays.equals(rows.getBytes(1), ready.octets())) return true;
      }
      return false;
    }
  }

  private static long last(Connection connection) throws SQLException {
    try (PreparedStatement last = connection.prepareStatement(LAST);
        ResultSet row = last.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private static void fill(PreparedStatement row, long id, Ready ready) throws SQLException {
    Incident incident = ready.taken().incident();
    Visit visit = incident.visit();
    Answer answer = incident.answer();
    row.setLong(1, id);
    row.setString(2, incident.ray());
    row.setLong(3, incident.began().toEpochMilli());
    row.setString(4, incident.kept().why().name());
    row.setString(5, incident.kept().verdict().map(Verdict::cause).map(c -> c.slug()).orElse(""));
    row.setInt(6, answer.status());
    row.setString(7, answer.route());
    row.setString(8, answer.origin());
    row.setString(9, ready.taken().key().id());
    row.setString(10, visit.method());
    row.setString(11, visit.scheme());
    row.setString(12, visit.host());
    row.setString(13, visit.path());
    row.setString(14, visit.peer());
  }

  private Rows() {}
}
