package dev.fivetwenty.recorder.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/// The series of one name, on their way into a snapshot.
final class Family {

  private static final String PREFIX = "fivetwenty_";

  private record Point(Labels labels, double value) {}

  private final MetricMetadata about;
  private final String[] labels;
  private final List<Point> points = new ArrayList<>();

  private Family(String name, String help, String... labels) {
    about = about(name, help);
    this.labels = labels;
  }

  /// @param name without prefix, and without the suffix `_total`, which the format adds
  static Family of(String name, String help, String... labels) {
    return new Family(name, help, labels);
  }

  static MetricMetadata about(String name, String help) {
    return new MetricMetadata(PREFIX + name, help);
  }

  Family add(double value, String... values) {
    points.add(new Point(Labels.of(labels, values), value));
    return this;
  }

  MetricSnapshot counter() {
    return new CounterSnapshot(
        about, each((value, at) -> new CounterDataPointSnapshot(value, at, null, 0)));
  }

  MetricSnapshot gauge() {
    return new GaugeSnapshot(
        about, each((value, at) -> new GaugeDataPointSnapshot(value, at, null)));
  }

  private <T> List<T> each(BiFunction<Double, Labels, T> point) {
    return points.stream().map(p -> point.apply(p.value, p.labels)).toList();
  }
}
