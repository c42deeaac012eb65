package dev.fivetwenty.incident.notice;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// The burn rate over several windows, for a scraper.
public final class BurnCollector implements MultiCollector {

  /// Those of the usual pairs, see [Alarm], in minutes.
  static final Map<String, Integer> WINDOWS = windows();

  private final BurnRate rates;
  private final InstantSource clock;

  public BurnCollector(BurnRate rates, InstantSource clock) {
    this.rates = rates;
    this.clock = clock;
  }

  private static Map<String, Integer> windows() {
    var windows = new LinkedHashMap<String, Integer>();
    windows.put("5m", 5);
    windows.put("30m", 30);
    windows.put("1h", 60);
    windows.put("6h", 360);
    return windows;
  }

  @Override
  public MetricSnapshots collect() {
    var gauge =
        GaugeSnapshot.builder()
            .name("fivetwenty_failure_budget_burn_rate")
            .help("How fast failures use up what the objective allows; 1 is just as fast as it allows.");
    long now = clock.millis();
    WINDOWS.forEach(
        (window, minutes) ->
            gauge.dataPoint(
                GaugeSnapshot.GaugeDataPointSnapshot.builder()
                    .value(rates.rate(now, minutes))
                    .labels(Labels.of("window", window))
                    .build()));
    return MetricSnapshots.of(gauge.build());
  }
}
