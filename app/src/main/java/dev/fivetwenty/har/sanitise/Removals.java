package dev.fivetwenty.har.sanitise;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What was hidden, counted by place and reason.
public final class Removals {

  /// Places told apart; more are counted under the reason alone.
  private static final int MAX_PLACES = 2000;

  /// Where and why something was hidden.
  ///
  /// @param place for example `request.headers.cookie`, without indexes
  public record Place(String place, Reason reason) {}

  /// A place and how often something was hidden there.
  public record Removal(Place at, int count) {}

  private final Map<Place, Integer> counts = new LinkedHashMap<>();
  private int total;

  void add(String place, Reason reason) {
    total++;
    var key = new Place(place, reason);
    boolean full = counts.size() >= MAX_PLACES && !counts.containsKey(key);
    counts.merge(full ? new Place("elsewhere", reason) : key, 1, Integer::sum);
  }

  public int total() {
    return total;
  }

  public List<Removal> all() {
    return counts.entrySet().stream().map(e -> new Removal(e.getKey(), e.getValue())).toList();
  }
}
