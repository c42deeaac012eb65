package dev.fivetwenty.recorder.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.io.IOException;
import java.io.OutputStream;

/// All metrics of the process, in the text format that a scraper asks for. Safe for all threads.
public final class Metrics {

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final PrometheusTextFormatWriter prometheus = PrometheusTextFormatWriter.create();
  private final OpenMetricsTextFormatWriter openMetrics = OpenMetricsTextFormatWriter.create();

  /// @param version  of this program
  /// @param revision of its sources, or `unknown`
  public Metrics(Sources sources, String version, String revision) {
    registry.register(new LoopCollector(sources));
    registry.register(new ProcessCollector(sources));
    var build =
        InfoSnapshot.builder()
            .name("fivetwenty_build")
            .help("What is running.")
            .dataPoint(
                InfoSnapshot.InfoDataPointSnapshot.builder()
                    .labels(
                        Labels.of(
                            "version", version, "revision", revision,
                            "java", Runtime.version().toString()))
                    .build())
            .build();
    registry.register(() -> build);
    JvmMetrics.builder().register(registry);
  }

  /// Adds what another part counts.
  public void add(MultiCollector collector) {
    registry.register(collector);
  }

  /// Returns the content type that [#write] answers an `Accept` field with.
  ///
  /// @param accept the field's value, or an empty text
  public String contentType(String accept) {
    return writer(accept).getContentType();
  }

  public void write(String accept, OutputStream out) throws IOException {
    writer(accept).write(out, registry.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
  }

  private ExpositionFormatWriter writer(String accept) {
    return openMetrics.accepts(accept) ? openMetrics : prometheus;
  }
}
