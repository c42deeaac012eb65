package dev.fivetwenty.incident.sqlite;

import dev.fivetwenty.incident.GroupKey;
import dev.fivetwenty.incident.LossReason;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Adds what was tallied to the tables of counts, within somebody else's transaction.
final class Book {

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
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String GROUP_AGAIN =
      "UPDATE incident_group SET first_seen = CASE WHEN ? < first_seen THEN ? ELSE first_seen END,"
          + " last_seen = CASE WHEN ? > last_seen THEN ? ELSE last_seen END, seen = seen + ? WHERE id = ?";
  private static final String GROUP_MINUTE =
      "INSERT INTO group_minute (group_id, minute, seen) VALUES (?, ?, ?)"
          + " ON CONFLICT (group_id, minute) DO UPDATE SET seen = group_minute.seen + excluded.seen";
  private static final String PLACE =
      "INSERT INTO group_place_hour (group_id, hour, kind, name, seen) VALUES (?, ?, ?, ?, ?)";
  private static final String PLACE_AGAIN =
      "UPDATE group_place_hour SET seen = seen + ?"
          + " WHERE group_id = ? AND hour = ? AND kind = ? AND name = ?";
  private static final String PLACES =
      "SELECT count(*) FROM group_place_hour WHERE group_id = ? AND hour = ? AND kind = ?";
  private static final String LOSS =
      "INSERT INTO loss (reason, lost, last) VALUES (?, ?, ?) ON CONFLICT (reason)"
          + " DO UPDATE SET lost = loss.lost + excluded.lost, last = excluded.last";

  /// Stands in the table of losses for rows of the ledger; no slug of a [LossReason].
  static final String ROWS = "ledger-row";

  static final String SITE = "site";
  static final String PEER = "peer";

  /// Groups whose ids are remembered.
  private static final int MOST_IDS = 4096;

  private final Statements sql;
  private final Map<GroupKey, String> ids = new HashMap<>();

  /// @param sql used as long as this is
  Book(Statements sql) {
    this.sql = sql;
  }

  /// Returns the id of a group, for which a hash has to be computed only once.
  String id(GroupKey group) {
    if (ids.size() >= MOST_IDS) ids.clear();
    return ids.computeIfAbsent(group, GroupKey::id);
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
      sql.run(TRAFFIC, key.minute(), key.route(), key.origin(), key.cause(), entry.getValue().seen);
    }
    for (var entry : tally.passedByHour().entrySet()) {
      Tally.Hourly key = entry.getKey();
      sql.run(TRAFFIC_HOUR, key.hour(), key.route(), key.origin(), entry.getValue());
    }
  }

  private void sections(Tally tally) throws SQLException {
    for (var entry : tally.sections.entrySet()) {
      Tally.Section key = entry.getKey();
      Tally.Sizes sizes = entry.getValue();
      sql.run(SECTION, key.hour(), key.route(), key.sizeClass(), sizes.responses, sizes.most);
    }
    for (var entry : tally.fields.entrySet()) {
      Tally.Fields key = entry.getKey();
      Set<String> known = new HashSet<>(sql.texts(FIELDS, key.hour(), key.route()));
      for (var field : entry.getValue().entrySet()) {
        sql.run(FIELD, key.hour(), key.route(), among(known, field.getKey()), field.getValue());
      }
    }
  }

  /// Most of what is counted was seen before: that there is a group is found by adding to it.
  private Set<GroupKey> groups(Tally tally) throws SQLException {
    var added = new HashSet<GroupKey>();
    for (var entry : tally.groups.entrySet()) {
      GroupKey key = entry.getKey().key();
      Tally.Spell spell = entry.getValue();
      String id = id(key);
      if (sql.run(GROUP_AGAIN, spell.first, spell.first, spell.last, spell.last, spell.seen, id) == 0) {
        added.add(key);
        sql.run(GROUP, id, key.cause(), key.origin(), key.route(), key.fingerprint(), spell.first,
            spell.last, spell.seen);
      }
      sql.run(GROUP_MINUTE, id, entry.getKey().minute(), spell.seen);
    }
    return added;
  }

  private void places(Tally tally) throws SQLException {
    for (var entry : tally.places.entrySet()) {
      String id = id(entry.getKey().key());
      long hour = entry.getKey().hour();
      places(id, hour, SITE, entry.getValue().sites);
      places(id, hour, PEER, entry.getValue().peers);
    }
  }

  private void places(String id, long hour, String kind, Map<String, Long> seen)
      throws SQLException {
    for (var place : seen.entrySet()) {
      if (again(id, hour, kind, place.getKey(), place.getValue())) continue;
      boolean isRoom = sql.numbers(PLACES, id, hour, kind).getFirst() < Tally.MOST_NAMES;
      if (!isRoom && again(id, hour, kind, Tally.OTHERS, place.getValue())) continue;
      sql.run(PLACE, id, hour, kind, isRoom ? place.getKey() : Tally.OTHERS, place.getValue());
    }
  }

  private boolean again(String id, long hour, String kind, String name, long seen) throws SQLException {
    return sql.run(PLACE_AGAIN, seen, id, hour, kind, name) > 0;
  }

  private void losses(Tally tally) throws SQLException {
    for (var entry : tally.lost.entrySet()) {
      sql.run(LOSS, entry.getKey().slug(), entry.getValue().seen, entry.getValue().last);
    }
    if (tally.rows.seen > 0) sql.run(LOSS, ROWS, tally.rows.seen, tally.rows.last);
  }

  /// Returns the name, or that of all others when there is no room for one more.
  private static String among(Set<String> known, String name) {
    if (known.size() >= Tally.MOST_NAMES && !known.contains(name)) return Tally.OTHERS;
    known.add(name);
    return name;
  }
}
