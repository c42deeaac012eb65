package dev.fivetwenty.cli.incident;

import dev.fivetwenty.incident.Group;
import dev.fivetwenty.incident.HeaderBudget;
import dev.fivetwenty.incident.IncidentRow;
import dev.fivetwenty.incident.Incidents;
import dev.fivetwenty.incident.Loss;
import dev.fivetwenty.incident.Query;
import dev.fivetwenty.incident.Seen;
import dev.fivetwenty.incident.Stored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Incidents of a test, without a store.
public final class MemoryIncidents implements Incidents {

  public final List<Stored> stored = new ArrayList<>();
  public final List<Group> groups = new ArrayList<>();
  final Map<String, Seen> ledger = new HashMap<>();
  final List<HeaderBudget> budgets = new ArrayList<>();
  Optional<Instant> since = Optional.empty();
  Loss loss = Loss.NONE;

  @Override
  public List<Stored> byRay(String prefix, int most) {
    return stored.reversed().stream()
        .filter(s -> s.incident().ray().startsWith(prefix)).limit(most).toList();
  }

  @Override
  public Optional<Stored> byId(long id) {
    return stored.stream().filter(s -> s.id() == id).findFirst();
  }

  @Override
  public List<IncidentRow> list(Query query) {
    var rows = new ArrayList<IncidentRow>();
    for (Stored one : stored) {
      IncidentRow row = WhyCommand.row(one);
      boolean wanted =
          query.cause().filter(c -> !c.equals(row.cause())).isEmpty()
              && query.pathPrefix().filter(p -> !row.path().startsWith(p)).isEmpty()
              && query.since().filter(t -> row.began().isBefore(t)).isEmpty()
              && query.afterId().filter(id -> row.id() <= id).isEmpty()
              && query.beforeId().filter(id -> row.id() >= id).isEmpty();
      if (wanted) rows.add(row);
    }
    List<IncidentRow> sorted = query.afterId().isPresent() ? rows : rows.reversed();
    return sorted.stream().limit(query.limit()).toList();
  }

  @Override
  public List<Group> groups(Query query) {
    return groups.stream()
        .filter(g -> query.group().filter(id -> !id.equals(g.id())).isEmpty())
        .filter(g -> query.cause().filter(c -> !c.equals(g.cause())).isEmpty())
        .limit(query.limit()).toList();
  }

  @Override
  public List<Seen> seen(String ray) {
    return Optional.ofNullable(ledger.get(ray)).map(List::of).orElse(List.of());
  }

  @Override
  public Optional<Instant> seenSince() {
    return since;
  }

  @Override
  public List<HeaderBudget> headerBudgets(Instant from) {
    return budgets;
  }

  @Override
  public Loss losses() {
    return loss;
  }

  @Override
  public void close() {}
}
