package dev.fivetwenty.incident.sqlite;

import dev.fivetwenty.incident.GroupKey;
import dev.fivetwenty.incident.LossReason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Adds what was tallied to the tables of counts, within somebody else's transaction.
final class Book implements AutoCloseable {

  private static final String TRAFFIC =
      "INSERT INTO traffic_minute (minute, route, origin, cause, requests) VALUES (?, ?, ?, ?, ?)"
          + " ON CONFLICT (minute, route, origin, cause)"
          + " DO UPDATE SET requests = traffic_minute.requests + excluded.requests";
  private static final String TRAFFIC_HOUR =
      "INSERT INTO traffic_hour (hour, route, origin, requests) VALUES (?, ?, ?, ?)"
          + " ON CONFLICT (hour, route, origin)"
          + " DO UPDATE SET requests = traffic_hour.requests + excluded.requests";
  private static final String SECTION =
      "INSERT INTO section_hour (hour, route, size_class, responses, most) VALUES (?, ?, ?, ?, ?)"
          + " ON CONFLICT (hour, route, size_class)"
          + " DO UPDATE SET responses = section_hour.responses + excluded.responses,"
          + " most = CASE WHEN excluded.most > section_hour.most THEN excluded.most"
          + " ELSE section_hour.most END";
  private static final String FIELD =
      "INSERT INTO section_field (hour, route, name, most) VALUES (?, ?, ?, ?)"
          + " ON CONFLICT (hour, route, name)"
          + " DO UPDATE SET most = CASE WHEN excluded.most > section_field.most THEN excluded.most"
          + " ELSE section_field.most END";
  private static final String FIELDS =
      "SELECT name FROM section_field WHERE hour = ? AND route = ?";
  private static final String GROUP =
      "INSERT INTO incident_group (id, cause, origin, route, fingerprint, first_seen, last_seen, seen)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
          + " first_seen = CASE WHEN excluded.first_seen < incident_group.first_seen"
          + " THEN excluded.first_seen ELSE incident_group.first_seen END,"
          + " last_seen = CASE WHEN excluded.last_seen > incident_group.last_seen"
          + " THEN excluded.last_seen ELSE incident_group.last_seen END,"
          + " seen = incident_group.seen + excluded.seen";
  private static final String IS_GROUP = "SELECT 1 FROM incident_group WHERE id = ?";
  private static final String GROUP_MINUTE =
      "INSERT INTO group_minute (group_id, minute, seen) VALUES (?, ?, ?)"
          + " ON CONFLICT (group_id, minute) DO UPDATE SET seen = group_minute.seen + excluded.seen";
  private static final String PLACE =
      "INSERT INTO group_place_hour (group_id, hour, kind, name, seen) VALUES (?, ?, ?, ?, ?)"
          + " ON CONFLICT (group_id, hour, kind, name)"
          + " DO UPDATE SET seen = group_place_hour.seen + excluded.seen";
  private static final String PLACES =
      "SELECT name FROM group_place_hour WHERE group_id = ? AND hour = ? AND kind = ?";
  private static final String LOSS =
      "INSERT INTO loss (reason, lost, last) VALUES (?, ?, ?) ON CONFLICT (reason)"
          + " DO UPDATE SET lost = loss.lost + excluded.lost, last = excluded.last";

  /// Stands in the table of losses for rows of the ledger; no slug of a [LossReason].
  static final String ROWS = "ledger-row";

  static final String SITE = "site";
  static final String PEER = "peer";

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  /// Is kept as long as the connection.
  Book(Connection connection) {
    this.connection = connection;
  }

  /// Returns the groups that were not there before.
  Set<GroupKey> add(Tally tally) throws SQLException {
    traffic(tally);
    sections(tally);
    Set<GroupKey> added = groups(tally);
    places(tally);
    losses(tally);
    return added;
  }

  private void traffic(Tally tally) throws SQLException {
    for (var entry : tally.passed.entrySet()) {
      Tally.Passed key = entry.getKey();
      run(TRAFFIC, key.minute(), key.route(), key.origin(), key.cause(), entry.getValue().seen);
    }
    for (var entry : tally.passedByHour().entrySet()) {
      Tally.Hourly key = entry.getKey();
      run(TRAFFIC_HOUR, key.hour(), key.route(), key.origin(), entry.getValue());
    }
  }

  private void sections(Tally tally) throws SQLException {
    for (var entry : tally.sections.entrySet()) {
      Tally.Section key = entry.getKey();
      Tally.Sizes sizes = entry.getValue();
      run(SECTION, key.hour(), key.route(), key.sizeClass(), sizes.responses(), sizes.most());
    }
    for (var entry : tally.fields.entrySet()) {
      Tally.Fields key = entry.getKey();
      Set<String> known = names(FIELDS, key.hour(), key.route());
      for (var field : entry.getValue().entrySet()) {
        run(FIELD, key.hour(), key.route(), among(known, field.getKey()), field.getValue());
      }
    }
  }

  private Set<GroupKey> groups(Tally tally) throws SQLException {
    var added = new HashSet<GroupKey>();
    for (var entry : tally.groups.entrySet()) {
      GroupKey key = entry.getKey().key();
      Tally.Spell spell = entry.getValue();
      String id = key.id();
      if (names(IS_GROUP, id).isEmpty()) added.add(key);
      run(GROUP, id, key.cause(), key.origin(), key.route(), key.fingerprint(), spell.first,
          spell.last, spell.seen);
      run(GROUP_MINUTE, id, entry.getKey().minute(), spell.seen);
    }
    return added;
  }

  private void places(Tally tally) throws SQLException {
    for (var entry : tally.places.entrySet()) {
      String id = entry.getKey().key().id();
      long hour = entry.getKey().hour();
      places(id, hour, SITE, entry.getValue().sites);
      places(id, hour, PEER, entry.getValue().peers);
    }
  }

  private void places(String id, long hour, String kind, Map<String, Long> seen)
      throws SQLException {
    if (seen.isEmpty()) return;
    Set<String> known = names(PLACES, id, hour, kind);
    for (var place : seen.entrySet()) {
      run(PLACE, id, hour, kind, among(known, place.getKey()), place.getValue());
    }
  }

  private void losses(Tally tally) throws SQLException {
    for (var entry : tally.lost.entrySet()) {
      run(LOSS, entry.getKey().slug(), entry.getValue().seen, entry.getValue().last);
    }
    if (tally.rows.seen > 0) run(LOSS, ROWS, tally.rows.seen, tally.rows.last);
  }

  /// Returns the name, or that of all others when there is no room for one more.
  private static String among(Set<String> known, String name) {
    if (known.size() >= Tally.MOST_NAMES && !known.contains(name)) return Tally.OTHERS;
    known.add(name);
    return name;
  }

  private Set<String> names(String query, Object... of) throws SQLException {
    var names = new HashSet<String>();
    try (ResultSet rows = filled(query, of).executeQuery()) {
      while (rows.next()) names.add(rows.getString(1));
    }
    return names;
  }

  private void run(String statement, Object... values) throws SQLException {
    filled(statement, values).executeUpdate();
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
