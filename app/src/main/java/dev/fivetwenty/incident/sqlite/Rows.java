package dev.fivetwenty.incident.sqlite;

import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.incident.Answer;
import dev.fivetwenty.incident.Incident;
import dev.fivetwenty.incident.Visit;
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
  static List<Ready> add(Statements sql, List<Ready> all, Book book) throws SQLException {
    var added = new ArrayList<Ready>(all.size());
    List<Long> last = all.isEmpty() ? List.of() : sql.numbers(LAST);
    long id = last.isEmpty() ? 0 : last.getFirst();
    for (Ready ready : all) {
      if (isThere(sql, ready)) continue;
      id++;
      row(sql, id, ready.taken().incident(), book.id(ready.taken().key()));
      sql.run(BODY, id, ready.octets());
      added.add(ready);
    }
    if (!added.isEmpty()) sql.run(COUNT, id);
    return added;
  }

  /// A Ray ID may be that of several exchanges, which differ in something.
  private static boolean isThere(Statements sql, Ready ready) throws SQLException {
    Incident incident = ready.taken().incident();
    for (byte[] octets : sql.octets(SAME, incident.ray(), incident.began().toEpochMilli())) {
      if (Arrays.equals(octets, ready.octets())) return true;
    }
    return false;
  }

  private static void row(Statements sql, long id, Incident incident, String group) throws SQLException {
    Visit visit = incident.visit();
    Answer answer = incident.answer();
    String cause = incident.kept().verdict().map(Verdict::cause).map(c -> c.slug()).orElse("");
    sql.run(
        ROW, id, incident.ray(), incident.began().toEpochMilli(), incident.kept().why().name(), cause,
        answer.status(), answer.route(), answer.origin(), group, visit.method(), visit.scheme(),
        visit.host(), visit.path(), visit.peer());
  }

  private Rows() {}
}
