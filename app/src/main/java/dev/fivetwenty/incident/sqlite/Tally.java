package dev.fivetwenty.incident.sqlite;

import dev.fivetwenty.incident.GroupKey;
import dev.fivetwenty.incident.LossReason;
import dev.fivetwenty.incident.SizeClass;
import dev.fivetwenty.wire.Field;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What was counted and is not in the store yet. One thread at a time has it.
///
/// As large as there are routes, origins, causes and groups in the minutes it covers; what peers
/// name is limited.
final class Tally {

  static final long MINUTE = 60_000;
  static final long HOUR = 60 * MINUTE;

  /// Places of a group, and fields of a route, that are counted apart; more share one name.
  static final int MOST_NAMES = 64;
  static final int NAME_LENGTH = 64;
  static final String OTHERS = "other";

  record Passed(long minute, String route, String origin, String cause) {}

  record Hourly(long hour, String route, String origin) {}

  record Section(long hour, String route, int sizeClass) {}

  record Fields(long hour, String route) {}

  record GroupAt(GroupKey key, long minute) {}

  record PlacesAt(GroupKey key, long hour) {}

  /// Responses of one size class, and the largest of them.
  static final class Sizes {
    long responses;
    int most;

    void add(long more, int largest) {
      responses += more;
      most = Math.max(most, largest);
    }
  }

  /// Counts with the first and last time, in milliseconds.
  static final class Spell {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    long seen;

    void add(long at, long times) {
      first = Math.min(first, at);
      last = Math.max(last, at);
      seen += times;
    }
  }

  /// Where a group was seen.
  static final class Places {
    final Map<String, Long> sites = new HashMap<>();
    final Map<String, Long> peers = new HashMap<>();

    /// @param peer empty where it is not known
    void add(String site, String peer) {
      sites.merge(known(sites, site), 1L, Long::sum);
      if (!peer.isEmpty()) peers.merge(known(peers, peer), 1L, Long::sum);
    }
  }

  final Map<Passed, Spell> passed = new HashMap<>();
  final Map<Section, Sizes> sections = new HashMap<>();
  final Map<Fields, Map<String, Integer>> fields = new HashMap<>();
  final Map<GroupAt, Spell> groups = new HashMap<>();
  final Map<PlacesAt, Places> places = new HashMap<>();
  final Map<LossReason, Spell> lost = new EnumMap<>(LossReason.class);
  /// Exchanges that have no row in the ledger.
  final Spell rows = new Spell();
  private Section latest;
  private Sizes latestSizes;
  private Fields latestFields;
  private Map<String, Integer> latestNames;

  boolean isEmpty() {
    return passed.isEmpty() && sections.isEmpty() && groups.isEmpty() && lost.isEmpty()
        && rows.seen == 0;
  }

  /// Returns what exchanges are added to that ended so in a minute.
  Spell passed(long minute, String route, String origin, String cause) {
    return passed.computeIfAbsent(new Passed(minute, route, origin, cause), _ -> new Spell());
  }

  /// Returns what passed by the hour, whatever became of it.
  Map<Hourly, Long> passedByHour() {
    var hours = new HashMap<Hourly, Long>();
    passed.forEach(
        (key, spell) -> {
          long hour = Math.floorDiv(key.minute, HOUR / MINUTE);
          hours.merge(new Hourly(hour, key.route, key.origin), spell.seen, Long::sum);
        });
    return hours;
  }

  void section(long at, String route, int bytes, List<Field> largest) {
    long hour = Math.floorDiv(at, HOUR);
    sizes(hour, route, SizeClass.of(bytes)).add(1, bytes);
    if (largest.isEmpty()) return;
    Map<String, Integer> names = names(hour, route);
    for (Field field : largest) {
      names.merge(known(names, name(field.name())), field.lineBytes(), Math::max);
    }
  }

  /// Returns what is added to. Most responses are as large as the one before, and looked up with it.
  private Sizes sizes(long hour, String route, int sizeClass) {
    boolean same =
        latest != null && latest.sizeClass == sizeClass && latest.hour == hour && latest.route.equals(route);
    if (!same) {
      latest = new Section(hour, route, sizeClass);
      latestSizes = sections.computeIfAbsent(latest, _ -> new Sizes());
    }
    return latestSizes;
  }

  private Map<String, Integer> names(long hour, String route) {
    if (latestFields == null || latestFields.hour != hour || !latestFields.route.equals(route)) {
      latestFields = new Fields(hour, route);
      latestNames = fields.computeIfAbsent(latestFields, _ -> new HashMap<>());
    }
    return latestNames;
  }

  /// Counts an incident, stored or not.
  ///
  /// @param peer empty where it is not known
  void group(GroupKey key, long at, String site, String peer) {
    group(key, Math.floorDiv(at, MINUTE)).add(at, 1);
    places(key, Math.floorDiv(at, HOUR)).add(site, peer);
  }

  /// Returns what incidents of a group are added to that began in a minute.
  Spell group(GroupKey key, long minute) {
    return groups.computeIfAbsent(new GroupAt(key, minute), _ -> new Spell());
  }

  Places places(GroupKey key, long hour) {
    return places.computeIfAbsent(new PlacesAt(key, hour), _ -> new Places());
  }

  void lost(LossReason reason, long at, long incidents) {
    lost.computeIfAbsent(reason, _ -> new Spell()).add(at, incidents);
  }

  void lostRows(long at, long exchanges) {
    rows.add(at, exchanges);
  }

  /// Takes over everything that another one has counted.
  void add(Tally more) {
    more.passed.forEach(
        (key, spell) -> join(passed.computeIfAbsent(key, _ -> new Spell()), spell));
    more.sections.forEach(
        (key, sizes) -> sections.computeIfAbsent(key, _ -> new Sizes()).add(sizes.responses, sizes.most));
    more.fields.forEach(
        (key, names) -> {
          Map<String, Integer> own = fields.computeIfAbsent(key, _ -> new HashMap<>());
          names.forEach((name, most) -> own.merge(known(own, name), most, Math::max));
        });
    more.groups.forEach(
        (key, spell) -> join(groups.computeIfAbsent(key, _ -> new Spell()), spell));
    more.places.forEach(
        (key, theirs) -> {
          Places own = places.computeIfAbsent(key, _ -> new Places());
          theirs.sites.forEach((name, n) -> own.sites.merge(known(own.sites, name), n, Long::sum));
          theirs.peers.forEach((name, n) -> own.peers.merge(known(own.peers, name), n, Long::sum));
        });
    more.lost.forEach((key, spell) -> join(lost.computeIfAbsent(key, _ -> new Spell()), spell));
    if (more.rows.seen > 0) join(rows, more.rows);
  }

  private static void join(Spell own, Spell more) {
    own.add(more.first, 0);
    own.add(more.last, more.seen);
  }

  private static String known(Map<String, ?> names, String name) {
    return names.size() < MOST_NAMES || names.containsKey(name) ? name : OTHERS;
  }

  private static String name(String field) {
    String lower = field.toLowerCase(Locale.ROOT);
    return lower.length() <= NAME_LENGTH ? lower : lower.substring(0, NAME_LENGTH);
  }
}
