package dev.fivetwenty.incident.sqlite;

import dev.fivetwenty.incident.GroupKey;

/// Where exchanges that are alike are counted: looked up once for a minute and not for each of them.
final class Way {

  private final String route;
  private final String origin;
  private final String cause;
  private GroupKey like;
  private String group = "";
  private Tally tally;
  private long minute;
  private Tally.Spell passed;
  private Tally.Spell alike;
  private Tally.Places places;

  /// @param cause slug; empty when nothing failed
  Way(String route, String origin, String cause) {
    this.route = route;
    this.origin = origin;
    this.cause = cause;
  }

  void passed(long at, Tally into) {
    long now = Math.floorDiv(at, Tally.MINUTE);
    if (into != tally || now != minute) {
      tally = into;
      minute = now;
      passed = into.passed(now, route, origin, cause);
      alike = null;
    }
    passed.add(at, 1);
  }

  /// Takes note of the group that an incident of this kind is in.
  void like(GroupKey key) {
    if (key.equals(like)) return;
    like = key;
    group = key.id();
    alike = null;
  }

  /// Counts the failure that passed last, of which nothing is kept because enough like it was, in the group of the
  /// last one that was. Which group it would have been takes its evidence to say.
  void countLike(long at, String site) {
    if (like == null) return;
    if (alike == null) {
      alike = tally.group(like, minute);
      places = tally.places(like, Math.floorDiv(at, Tally.HOUR));
    }
    alike.add(at, 1);
    places.add(site, "");
  }

  /// Returns the id of the group of the last incident; empty where there was none.
  String group() {
    return group;
  }
}
