package dev.fivetwenty.bench.soak;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Compares what clients saw with what the access log says, request by request.
///
/// A client that left has no claim to an answer, so its requests are only counted.
final class Accounts {

  private static final int EXAMPLES = 10;

  private final Ledger ledger;
  private final byte[] logged;
  private final boolean[] failed;
  private final Map<Fault, Map<String, Integer>> causes = new EnumMap<>(Fault.class);
  private final Map<String, Integer> causesOfLeft = new TreeMap<>();
  private final Map<String, Integer> problems = new TreeMap<>();
  private final List<String> examples = new ArrayList<>();

  Accounts(Ledger ledger) {
    this.ledger = ledger;
    logged = new byte[ledger.size()];
    failed = new boolean[ledger.size()];
  }

  /// Takes a line of the log.
  void take(AccessLog.Entry entry) {
    int id = entry.order().id();
    if (++logged[id] > 1) problem("logged more than once", id, "");
    failed[id] = entry.cause() != null;
    if (ledger.manner(id).leaves()) {
      if (failed[id]) causesOfLeft.merge(entry.cause(), 1, Integer::sum);
      return;
    }
    if (failed[id]) cause(entry, id);
    if (entry.status() != ledger.status(id)) {
      problem("the status logged is not the one sent", id, entry.status() + ", not " + ledger.status(id));
    }
  }

  private void cause(AccessLog.Entry entry, int id) {
    Fault fault = ledger.fault(id);
    causes.computeIfAbsent(fault, _ -> new TreeMap<>()).merge(entry.cause(), 1, Integer::sum);
    if (!fault.causes().contains(entry.cause())) problem("the cause is not the fault", id, entry.cause());
    boolean isCut = ledger.seen(id) == Seen.CUT;
    if (isCut != entry.statusIfUncommitted() > 0) {
      problem("cut and status_if_uncommitted do not agree", id, Integer.toString(entry.statusIfUncommitted()));
    }
  }

  /// Compares the two, once the whole log has been read.
  void settle() {
    for (int id = 0; id < ledger.size(); id++) {
      Seen seen = ledger.seen(id);
      if (seen.isDefect()) problem("ended as " + seen, id, "status " + ledger.status(id));
      if (seen == Seen.LEFT) continue;
      if (logged[id] == 0) problem("not logged", id, "");
      else if (failed[id] != seen.isFailure()) problem(failed[id] ? "only logged as failed" : "only seen as failed", id, "");
      if (seen.isFailure() && ledger.fault(id) == Fault.NONE) problem("failed though the origin was sound", id, "");
    }
  }

  private void problem(String what, int id, String more) {
    problems.merge(what, 1, Integer::sum);
    if (examples.size() >= EXAMPLES) return;
    examples.add(
        "request %d (%s, %s, seen as %s): %s %s"
            .formatted(id, ledger.manner(id), ledger.fault(id), ledger.seen(id), what, more).strip());
  }

  /// Returns the failures that clients saw.
  long seen() {
    long count = 0;
    for (int id = 0; id < ledger.size(); id++) if (ledger.seen(id).isFailure()) count++;
    return count;
  }

  /// Returns the failures in the log, without those of clients that left.
  long loggedFailures() {
    return causes.values().stream().flatMap(map -> map.values().stream()).mapToLong(Integer::longValue).sum();
  }

  /// Returns the failures in the log of requests whose client had left.
  long loggedOfLeft() {
    return causesOfLeft.values().stream().mapToLong(Integer::longValue).sum();
  }

  boolean areBalanced() {
    return problems.isEmpty() && seen() == loggedFailures();
  }

  /// Returns what was seen, which causes each fault was given, and what does not agree.
  String show() {
    var text = new StringBuilder();
    Map<Seen, Integer> ends = new EnumMap<>(Seen.class);
    for (int id = 0; id < ledger.size(); id++) ends.merge(ledger.seen(id), 1, Integer::sum);
    text.append("requests by end: ").append(ends).append('\n');
    causes.forEach((fault, named) -> text.append("  %-14s %s%n".formatted(fault, named)));
    if (!causesOfLeft.isEmpty()) text.append("  clients that left: ").append(causesOfLeft).append('\n');
    problems.forEach((what, count) -> text.append("PROBLEM %,d × %s%n".formatted(count, what)));
    examples.forEach(example -> text.append("  ").append(example).append('\n'));
    return text.toString();
  }
}
