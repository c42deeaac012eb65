package dev.fivetwenty.incident;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is stored, to read: from any thread, also while an edge writes in another process.
///
/// Newest first means stored last: a clock that was set back hides nothing. Every method throws
/// [StoreProblem] when the store cannot be read.
public interface Incidents extends AutoCloseable {

  /// Returns the incidents whose Ray IDs start with `prefix`, newest first.
  List<Stored> byRay(String prefix, int most);

  Optional<Stored> byId(long id);

  /// Returns rows newest first, or oldest first where the query says after what.
  List<IncidentRow> list(Query query);

  /// Returns groups, last seen first. Of the query cause, origin, route, group, times and limit apply.
  List<Group> groups(Query query);

  /// Returns the exchanges of a whole Ray ID, with or without its site, newest first.
  List<Seen> seen(String ray);

  /// Returns when the oldest exchange ended that [#seen] still knows: a Ray ID that it does not find
  /// is older, or was never here.
  Optional<Instant> seenSince();

  /// Returns per route what room headers take, fullest first.
  List<HeaderBudget> headerBudgets(Instant since);

  Loss losses();

  @Override
  void close();
}
