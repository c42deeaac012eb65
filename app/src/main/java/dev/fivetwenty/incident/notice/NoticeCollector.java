package dev.fivetwenty.incident.notice;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.function.LongSupplier;

/// What became of documents for the webhook, for a scraper.
public final class NoticeCollector implements MultiCollector {

  private final LongSupplier delivered;
  private final LongSupplier dropped;

  public NoticeCollector(LongSupplier delivered, LongSupplier dropped) {
    this.delivered = delivered;
    this.dropped = dropped;
  }

  @Override
  public MetricSnapshots collect() {
    return MetricSnapshots.of(
        CounterSnapshot.builder()
            .name("fivetwenty_notices")
            .help("Documents for the webhook: taken by the receiver, or given up.")
            .dataPoint(point("delivered", delivered.getAsLong()))
            .dataPoint(point("dropped", dropped.getAsLong()))
            .build());
  }

  private static CounterDataPointSnapshot point(String result, long count) {
    return CounterDataPointSnapshot.builder()
        .value(count)
        .labels(Labels.of("result", result))
        .build();
  }
}
