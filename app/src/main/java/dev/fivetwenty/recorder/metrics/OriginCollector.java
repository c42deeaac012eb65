package dev.fivetwenty.recorder.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Map;
import java.util.function.Supplier;

/// Which origins of the configuration in force are used.
public final class OriginCollector implements MultiCollector {

  private final Supplier<Map<String, Boolean>> used;

  /// @param used by the names of [dev.fivetwenty.recorder.Labels#origin]
  public OriginCollector(Supplier<Map<String, Boolean>> used) {
    this.used = used;
  }

  @Override
  public MetricSnapshots collect() {
    var family =
        Family.of(
            "origin_up",
            "1 if requests go to the origin; 0 if its checks fail or it sits out, on any route.",
            "origin");
    used.get().forEach((origin, up) -> family.add(up ? 1 : 0, origin));
    return MetricSnapshots.of(family.gauge());
  }
}
