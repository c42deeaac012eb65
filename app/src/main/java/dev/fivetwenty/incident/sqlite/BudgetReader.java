package dev.fivetwenty.incident.sqlite;

import dev.fivetwenty.incident.HeaderBudget;
import dev.fivetwenty.incident.HeaderBudget.Biggest;
import dev.fivetwenty.incident.HeaderBudget.Point;
import dev.fivetwenty.incident.SizeClass;
import dev.fivetwenty.wire.Profile;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads what room response headers take, route by route, and says which limits are near.
final class BudgetReader {

  private static final int BIGGEST = 5;

  /// Responses by size class, with the largest size.
  private static final class Sizes {
    private final TreeMap<Integer, Long> classes = new TreeMap<>();
    private int most;

    void add(int sizeClass, long responses, int largest) {
      classes.merge(sizeClass, responses, Long::sum);
      most = Math.max(most, largest);
    }

    long responses() {
      return classes.values().stream().mapToLong(Long::longValue).sum();
    }

    int p95() {
      // Rounded up: of twenty responses the nineteenth.
      long rank = (responses() * 95 + 99) / 100;
      long passed = 0;
      for (Map.Entry<Integer, Long> entry : classes.entrySet()) {
        passed += entry.getValue();
        if (passed >= rank) return Math.min(most, SizeClass.most(entry.getKey()));
      }
      return most;
    }
  }

  private final Connection connection;
  private final long from;

  BudgetReader(Connection connection, Instant since) {
    this.connection = connection;
    this.from = Math.floorDiv(since.toEpochMilli(), Tally.HOUR);
  }

  List<HeaderBudget> budgets() throws SQLException {
    var routes = new TreeMap<String, TreeMap<Long, Sizes>>();
    new Where("SELECT hour, route, size_class, responses, most FROM section_hour")
        .and("hour >= ?", from)
        .rows(
            connection,
            row -> {
              Sizes sizes =
                  routes.computeIfAbsent(row.getString("route"), _ -> new TreeMap<>())
                      .computeIfAbsent(row.getLong("hour"), _ -> new Sizes());
              sizes.add(row.getInt("size_class"), row.getLong("responses"), row.getInt("most"));
              return sizes;
            });
    var budgets = new ArrayList<HeaderBudget>();
    for (var route : routes.entrySet()) budgets.add(budget(route.getKey(), route.getValue()));
    budgets.sort(Comparator.comparingInt(HeaderBudget::maxBytes).reversed());
    return budgets;
  }

  private HeaderBudget budget(String route, TreeMap<Long, Sizes> hours) throws SQLException {
    var all = new Sizes();
    for (Sizes hour : hours.values()) {
      hour.classes.forEach((sizeClass, n) -> all.add(sizeClass, n, hour.most));
    }
    List<Point> trend =
        hours.entrySet().stream()
            .map(
                hour ->
                    new Point(
                        Instant.ofEpochMilli(hour.getKey() * Tally.HOUR),
                        hour.getValue().responses(), hour.getValue().most, hour.getValue().p95()))
            .toList();
    return new HeaderBudget(
            route, all.responses(), all.most, all.p95(), biggest(route), trend, List.of())
        .against(Profile.builtIn());
  }

  private List<Biggest> biggest(String route) throws SQLException {
    return new Where("SELECT name, max(most) AS bytes FROM section_field")
        .and("hour >= ?", from)
        .and("route = ?", route)
        .then("GROUP BY name ORDER BY bytes DESC, name LIMIT ?", BIGGEST)
        .rows(connection, row -> new Biggest(row.getString(1), row.getInt(2)));
  }
}
