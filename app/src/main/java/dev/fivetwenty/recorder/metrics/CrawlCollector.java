package dev.fivetwenty.recorder.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What crawls for Always Online did.
public final class CrawlCollector implements MultiCollector {

  /// Counted since the process started, or since the crawl's configuration changed.
  ///
  /// @param route   whose crawl it is
  /// @param running there is a round just now
  /// @param ended   when the last round did
  /// @param bytes   of content received
  /// @param urls    by what became of them
  /// @param rounds  by how they ended
  public record Figures(
      String route, boolean running, Optional<Instant> ended, long bytes, Map<String, Long> urls,
      Map<String, Long> rounds) {}

  private final Supplier<List<Figures>> crawls;

  /// @param crawls as they are now
  public CrawlCollector(Supplier<List<Figures>> crawls) {
    this.crawls = crawls;
  }

  @Override
  public MetricSnapshots collect() {
    var urls = Family.of("crawl_urls", "URLs that a crawl came to, by what became of them.", "route", "outcome");
    var rounds = Family.of("crawl_rounds", "Rounds of a crawl, by how they ended.", "route", "end");
    var bytes = Family.of("crawl_bytes", "Content that a crawl received.", "route");
    var running = Family.of("crawl_running", "1 while a crawl is in a round.", "route");
    var ended = Family.of("crawl_ended_timestamp_seconds", "When the last round of a crawl ended.", "route");
    for (Figures crawl : crawls.get()) {
      crawl.urls.forEach((outcome, count) -> urls.add(count, crawl.route, outcome));
      crawl.rounds.forEach((end, count) -> rounds.add(count, crawl.route, end));
      bytes.add(crawl.bytes, crawl.route);
      running.add(crawl.running ? 1 : 0, crawl.route);
      crawl.ended.ifPresent(at -> ended.add(at.getEpochSecond(), crawl.route));
    }
    return MetricSnapshots.of(urls.counter(), rounds.counter(), bytes.counter(), running.gauge(), ended.gauge());
  }
}
