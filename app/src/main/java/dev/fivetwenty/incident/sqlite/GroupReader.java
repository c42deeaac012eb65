package dev.fivetwenty.incident.sqlite;

import dev.fivetwenty.incident.Group;
import dev.fivetwenty.incident.Query;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads groups with what was counted of them.
final class GroupReader {

  private static final long MINUTES = Tally.HOUR / Tally.MINUTE;

  private record Way(String route, String origin) {}

  private record Times(long from, long to) {
    static Times of(Query query) {
      return new Times(
          query.since().map(t -> minute(t)).orElse(Long.MIN_VALUE),
          query.until().map(t -> minute(t.minusMillis(1)) + 1).orElse(Long.MAX_VALUE));
    }

    /// Of whole hours, so that a place may have more than the minutes between.
    long fromHour() {
      return Math.floorDiv(from, MINUTES);
    }

    long toHour() {
      return Math.ceilDiv(to, MINUTES);
    }

    private static long minute(Instant time) {
      return Math.floorDiv(time.toEpochMilli(), Tally.MINUTE);
    }
  }

  private final Connection connection;

  GroupReader(Connection connection) {
    this.connection = connection;
  }

  List<Group> groups(Query query) throws SQLException {
    Times times = Times.of(query);
    Map<Way, Long> requests = requests(times);
    // First which, then how often: a group's minutes are many.
    Where which =
        new Where("SELECT * FROM incident_group")
            .and("cause = ?", query.cause())
            .and("origin = ?", query.origin())
            .and("route = ?", query.route())
            .and("id = ?", query.group())
            .and("last_seen >= ?", query.since().map(Instant::toEpochMilli))
            .and("first_seen < ?", query.until().map(Instant::toEpochMilli))
            .then("ORDER BY last_seen DESC, id LIMIT ?", query.limit());
    List<Group> found =
        new Where(
                "SELECT g.id, g.cause, g.origin, g.route, g.fingerprint, g.first_seen, g.last_seen,"
                    + " (SELECT sum(m.seen) FROM group_minute m WHERE m.group_id = g.id"
                    + " AND m.minute >= ? AND m.minute < ?) AS times FROM ",
                times.from(), times.to())
            .within(which, "g")
            .then("ORDER BY g.last_seen DESC, g.id")
            .rows(connection, row -> bare(row, requests));
    var whole = new ArrayList<Group>();
    for (Group group : found) if (group.count() > 0) whole.add(placed(group, times));
    return whole;
  }

  /// Adds up the hours that lie in the time as a whole, and the minutes before and behind them.
  private Map<Way, Long> requests(Times times) throws SQLException {
    var requests = new HashMap<Way, Long>();
    long first = Math.ceilDiv(times.from(), MINUTES);
    long last = Math.floorDiv(times.to(), MINUTES);
    if (first >= last) {
      add(requests, "minute", times.from(), times.to());
    } else {
      add(requests, "minute", times.from(), first * MINUTES);
      add(requests, "hour", first, last);
      add(requests, "minute", last * MINUTES, times.to());
    }
    return requests;
  }

  private void add(Map<Way, Long> requests, String unit, long from, long to) throws SQLException {
    new Where("SELECT route, origin, sum(requests) FROM traffic_" + unit)
        .and(unit + " >= ?", from)
        .and(unit + " < ?", to)
        .then("GROUP BY route, origin")
        .rows(
            connection,
            row ->
                requests.merge(
                    new Way(row.getString(1), row.getString(2)), row.getLong(3), Long::sum));
  }

  private static Group bare(ResultSet row, Map<Way, Long> requests) throws SQLException {
    var way = new Way(row.getString("route"), row.getString("origin"));
    return new Group(
        row.getString("id"), row.getString("cause"), way.origin(), way.route(),
        row.getString("fingerprint"), Instant.ofEpochMilli(row.getLong("first_seen")),
        Instant.ofEpochMilli(row.getLong("last_seen")), row.getLong("times"),
        requests.getOrDefault(way, 0L), List.of(), Map.of(), Map.of());
  }

  private Group placed(Group group, Times times) throws SQLException {
    List<String> routes =
        new Where("SELECT DISTINCT route FROM incident_group")
            .and("cause = ?", group.cause())
            .and("origin = ?", group.origin())
            .and("fingerprint = ?", group.fingerprint())
            .then("ORDER BY route")
            .rows(connection, row -> row.getString(1));
    return new Group(
        group.id(), group.cause(), group.origin(), group.route(), group.fingerprint(),
        group.firstSeen(), group.lastSeen(), group.count(), group.requests(), routes,
        places(group.id(), Book.SITE, times), places(group.id(), Book.PEER, times));
  }

  private Map<String, Long> places(String id, String kind, Times times) throws SQLException {
    var places = new LinkedHashMap<String, Long>();
    new Where("SELECT name, sum(seen) AS times FROM group_place_hour")
        .and("group_id = ?", id)
        .and("kind = ?", kind)
        .and("hour >= ?", times.fromHour())
        .and("hour < ?", times.toHour())
        .then("GROUP BY name ORDER BY times DESC, name")
        .rows(connection, row -> add(places, row.getString(1), row.getLong(2)));
    return places;
  }

  /// Each hour has names of its own, so over days there may be more than are shown.
  private static long add(Map<String, Long> places, String name, long seen) {
    boolean fits = places.size() < Tally.MOST_NAMES || places.containsKey(name);
    return places.merge(fits ? name : Tally.OTHERS, seen, Long::sum);
  }
}
