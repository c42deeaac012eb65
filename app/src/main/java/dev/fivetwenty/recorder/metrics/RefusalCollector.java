package dev.fivetwenty.recorder.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Map;
import java.util.function.Supplier;

/// Connections of clients that ended before their first request.
public final class RefusalCollector implements MultiCollector {

  private final Supplier<Map<String, Long>> refused;

  /// @param refused how many there were so far, by reason
  public RefusalCollector(Supplier<Map<String, Long>> refused) {
    this.refused = refused;
  }

  @Override
  public MetricSnapshots collect() {
    var family =
        Family.of(
            "client_connections_refused",
            "Connections of clients that ended before their first request: limits, PROXY, TLS.",
            "reason");
    refused.get().forEach((reason, count) -> family.add(count, reason));
    return MetricSnapshots.of(family.counter());
  }
}
