package dev.fivetwenty.recorder.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Map;
import java.util.function.Supplier;

/// What became of exchanges that were worth keeping.
public final class IncidentCollector implements MultiCollector {

  /// Counted since the process started, but for the last.
  ///
  /// @param stored  incidents that are on disk for good
  /// @param dropped by reason
  /// @param waiting taken, not stored yet
  /// @param groups  kinds of incidents that had never been seen before
  /// @param bytes   that the store takes on disk
  public record Figures(
      long stored, Map<String, Long> dropped, long waiting, long groups, long bytes) {}

  private final Supplier<Figures> figures;

  public IncidentCollector(Supplier<Figures> figures) {
    this.figures = figures;
  }

  @Override
  public MetricSnapshots collect() {
    Figures now = figures.get();
    var dropped =
        Family.of(
            "incidents_dropped", "Incidents that were worth keeping and are lost.", "reason");
    now.dropped().forEach((reason, count) -> dropped.add(count, reason));
    return MetricSnapshots.of(
        Family.of("incidents_stored", "Incidents that are on disk and survive whatever comes.")
            .add(now.stored())
            .counter(),
        dropped.counter(),
        Family.of("incidents_waiting", "Incidents that are taken and not stored yet.")
            .add(now.waiting())
            .gauge(),
        Family.of("incident_groups_new", "Kinds of incidents that had never been seen before.")
            .add(now.groups())
            .counter(),
        Family.of("incident_store_bytes", "What the store of incidents takes on disk.")
            .add(now.bytes())
            .gauge());
  }
}
