package dev.fivetwenty.bench.load;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/// Counts of outcomes, and of those that were not what was asked for.
public final class Tally {

  private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
  private long unexpected;

  void add(Ask ask, Outcome outcome) {
    counts.merge(outcome, 1L, Long::sum);
    if (ask.isBroken() ? !outcome.isFailure() : outcome != Outcome.WHOLE) unexpected++;
  }

  /// Counts requests that were never answered.
  void addUnanswered(long count) {
    if (count == 0) return;
    counts.merge(Outcome.WRONG, count, Long::sum);
    unexpected += count;
  }

  public void add(Tally other) {
    other.counts.forEach((outcome, count) -> counts.merge(outcome, count, Long::sum));
    unexpected += other.unexpected;
  }

  public long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /// Returns the replies that were not what was asked for. A measurement with any is not to be trusted.
  public long unexpected() {
    return unexpected;
  }

  @Override
  public String toString() {
    return counts.entrySet().stream()
        .map(entry -> "%,d %s".formatted(entry.getValue(), entry.getKey().words()))
        .collect(Collectors.joining(", "));
  }
}
