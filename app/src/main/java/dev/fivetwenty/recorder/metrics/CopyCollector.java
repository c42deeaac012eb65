package dev.fivetwenty.recorder.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Map;
import java.util.function.Supplier;

/// What Always Online keeps and serves.
public final class CopyCollector implements MultiCollector {

  /// Counted since the process started, but for the first two.
  ///
  /// @param copies    there are now
  /// @param bytes     that they take
  /// @param kept      taken and on the disk
  /// @param evicted   to make room
  /// @param lost      whose content was not what was kept
  /// @param dropped   that were to be kept, by reason
  /// @param notKept   responses that were not to be kept, by reason
  /// @param notServed failures that no copy took the place of, by reason
  /// @param served    by cause
  /// @param probes    of the edge's own, whether a page is back
  public record Figures(
      long copies, long bytes, long kept, long evicted, long lost, Map<String, Long> dropped,
      Map<String, Long> notKept, Map<String, Long> notServed, Map<String, Long> served, long probes) {}

  private final Supplier<Figures> figures;

  public CopyCollector(Supplier<Figures> figures) {
    this.figures = figures;
  }

  @Override
  public MetricSnapshots collect() {
    Figures now = figures.get();
    return MetricSnapshots.of(
        Family.of("copies", "Copies that there are.").add(now.copies()).gauge(),
        Family.of("copy_bytes", "What copies take on disk.").add(now.bytes()).gauge(),
        Family.of("copies_kept", "Copies that were taken and are on disk.").add(now.kept()).counter(),
        Family.of("copies_evicted", "Copies that made room for others.").add(now.evicted()).counter(),
        Family.of("copies_lost", "Copies whose content was not what was kept.").add(now.lost()).counter(),
        by("copies_dropped", "Copies that were to be kept and are not.", "reason", now.dropped()).counter(),
        by("copies_not_kept", "Responses that were not to be kept.", "reason", now.notKept()).counter(),
        by("copies_not_served", "Failures that no copy took the place of.", "reason", now.notServed()).counter(),
        by("copies_served", "Answers that a copy made.", "cause", now.served()).counter(),
        Family.of("outage_probes", "Requests of the edge's own for pages that failed.").add(now.probes()).counter());
  }

  private static Family by(String name, String help, String label, Map<String, Long> counts) {
    Family family = Family.of(name, help, label);
    counts.forEach((value, count) -> family.add(count, value));
    return family;
  }
}
