package dev.fivetwenty.recorder.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.incident.notice.BurnCollector;
import dev.fivetwenty.incident.notice.BurnRate;
import dev.fivetwenty.incident.notice.NoticeCollector;
import dev.fivetwenty.recorder.ConnectionState;
import dev.fivetwenty.recorder.ExchangeRecord;
import dev.fivetwenty.recorder.Label;
import dev.fivetwenty.recorder.Labels;
import dev.fivetwenty.recorder.Lane;
import dev.fivetwenty.recorder.Recorder;
import dev.fivetwenty.recorder.Records;
import dev.fivetwenty.recorder.RetryReason;
import dev.fivetwenty.recorder.Statuses;
import dev.fivetwenty.recorder.Text;
import dev.fivetwenty.wire.Rule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a scraper reads: valid, complete from the start, and closed to whatever clients send.
class MetricsTest {

  private final Labels labels = new Labels();
  private final Label listener = labels.listener("127.0.0.1:8520");
  private final Label route = labels.route("shop.example/\"a\\b\"");
  private final Label origin = labels.origin("http://127.0.0.1:8080");
  private final Recorder recorder = new Recorder(List.of(), System::nanoTime, notice -> {});
  private final Lane one = recorder.lane();
  private final Lane two = recorder.lane();
  private final ReloadState reloads = new ReloadState();
  private final Metrics metrics =
      new Metrics(
          new Sources(labels, recorder, () -> 3, () -> 4, reloads), "0.1.0", "abc1234");

  @BeforeEach
  void addOrigins() {
    metrics.add(
        new OriginCollector(
            () -> Map.of("http://127.0.0.1:8080", true, "http://127.0.0.1:8081", false)));
    metrics.add(new RefusalCollector(() -> Map.of("client-limit", 2L)));
    metrics.add(
        new RuleCollector(() -> List.of(new RuleCollector.Figures("logins", 2, 1, 7, 0))));
    metrics.add(
        new IncidentCollector(
            () -> new IncidentCollector.Figures(1, Map.of("surplus", 2L), 3, 4, 4096)));
    Map<String, Long> one = Map.of("any", 1L);
    metrics.add(new CopyCollector(() -> new CopyCollector.Figures(1, 2, 3, 4, 5, one, one, one, one, 6)));
    metrics.add(
        new CrawlCollector(
            () -> List.of(new CrawlCollector.Figures("*/", false, Optional.of(Instant.EPOCH), 1, one, one))));
    metrics.add(new BurnCollector(new BurnRate(0.999), InstantSource.system()));
    metrics.add(new NoticeCollector(() -> 5, () -> 6));
  }

  @Test
  void everySeriesButThoseOfRequestsIsThereBeforeTheFirstExchange() throws Exception {
    Scrape scrape = scrape();

    assertThat(scrape.series()).noneMatch(MetricsTest::countsRequests);
    assertThat(scrape.value(
            "fivetwenty_origin_errors_total{cause=resp-empty-fin, origin=http://127.0.0.1:8080}"))
        .isZero();
    assertThat(scrape.value("fivetwenty_edge_answers_total{cause=resp-empty-fin, status=520}"))
        .isZero();
    assertThat(scrape.value("fivetwenty_edge_answers_total{cause=resp-empty-fin, status=502}"))
        .isZero();
    assertThat(scrape.value("fivetwenty_aborted_total{cause=body-short-fin}")).isZero();
    assertThat(scrape.value("fivetwenty_retries_total{reason=stale-reuse}")).isZero();
    assertThat(scrape.value("fivetwenty_glitches_total{rule=hdr-obs-fold}")).isZero();
    assertThat(scrape.value("fivetwenty_client_connections{state=active}")).isZero();
    assertThat(scrape.value("fivetwenty_origin_connections{state=idle}")).isZero();
    assertThat(scrape.value("fivetwenty_config_last_reload_successful{}")).isZero();
    assertThat(scrape.value("fivetwenty_access_log_write_errors_total{}")).isEqualTo(3);
    assertThat(scrape.value("fivetwenty_access_log_dropped_total{reason=output}")).isEqualTo(4);
    assertThat(scrape.types())
        .containsEntry("fivetwenty_request_duration_seconds", "histogram")
        .containsEntry("fivetwenty_origin_connect_duration_seconds", "histogram")
        .containsEntry("fivetwenty_origin_ttfb_seconds", "histogram")
        .containsKeys("process_cpu_seconds_total", "jvm_memory_used_bytes", "jvm_threads_current");
    assertThat(scrape.series())
        .anyMatch(s -> s.startsWith("fivetwenty_build_info{java=25") && s.contains("revision=abc1234"));
  }

  @Test
  void loopsAreSummed() throws Exception {
    exchange(one, "GET", 200, null);
    exchange(two, "GET", 200, null);
    exchange(two, "GET", 520, Cause.RESP_EMPTY_FIN);
    one.meters().retry(origin, Cause.CONN_STALE_REUSE, RetryReason.STALE_REUSE);
    two.meters().glitch(Rule.HDR_OBS_FOLD);
    one.meters().clientConnections(ConnectionState.ACTIVE, 1);
    two.meters().clientConnections(ConnectionState.ACTIVE, 1);
    // A connection may move from one loop to another.
    one.meters().clientConnections(ConnectionState.ACTIVE, -1);

    Scrape scrape = scrape();

    String request = "fivetwenty_requests_total{code=%s, listener=127.0.0.1:8520, method=GET, "
        + "route=shop.example/\\\"a\\\\b\\\"}";
    assertThat(scrape.value(request.formatted("200"))).isEqualTo(2);
    assertThat(scrape.value(request.formatted("520"))).isEqualTo(1);
    assertThat(scrape.value("fivetwenty_edge_answers_total{cause=resp-empty-fin, status=520}"))
        .isEqualTo(1);
    assertThat(scrape.value(
            "fivetwenty_origin_errors_total{cause=conn-stale-reuse, origin=http://127.0.0.1:8080}"))
        .isEqualTo(1);
    assertThat(scrape.value("fivetwenty_glitches_total{rule=hdr-obs-fold}")).isEqualTo(1);
    assertThat(scrape.value("fivetwenty_client_connections{state=active}")).isEqualTo(1);
    assertThat(scrape.value("fivetwenty_origin_ttfb_seconds_count{origin=http://127.0.0.1:8080}"))
        .isEqualTo(3);
    assertThat(scrape.value("fivetwenty_origin_ttfb_seconds_sum{origin=http://127.0.0.1:8080}"))
        .isEqualTo(0.0027012);
    assertThat(scrape.value("fivetwenty_bytes_total{direction=sent, peer=client}")).isEqualTo(3900);
  }

  @Test
  void whateverClientsSendSeriesStayAClosedSet() throws Exception {
    Set<String> before = fixed(scrape());
    var random = RandomGenerator.getDefault();
    for (int i = 0; i < 2000; i++) {
      exchange(one, "M" + i, 100 + random.nextInt(500), null);
    }

    Set<String> after = fixed(scrape());
    assertThat(after.stream().filter(MetricsTest::countsRequests).count())
        .isLessThanOrEqualTo(Statuses.count());
    after.removeIf(MetricsTest::countsRequests);
    assertThat(after).isEqualTo(before);
  }

  private static boolean countsRequests(String series) {
    return series.startsWith("fivetwenty_requests_total{");
  }

  /// Leaves out what the JVM makes as it goes.
  private static Set<String> fixed(Scrape scrape) {
    var series = new TreeSet<>(scrape.series());
    series.removeIf(s -> !s.startsWith("fivetwenty_"));
    return series;
  }

  @Test
  void aReloadThatFailsIsShownAndKeepsTheTimeOfTheLastThatWorked() throws Exception {
    reloads.succeeded(Instant.ofEpochMilli(1_764_078_000_500L));
    assertThat(scrape().value("fivetwenty_config_last_reload_successful{}")).isEqualTo(1);
    reloads.failed();

    Scrape scrape = scrape();
    assertThat(scrape.value("fivetwenty_config_last_reload_successful{}")).isZero();
    assertThat(scrape.value("fivetwenty_config_last_reload_success_timestamp_seconds{}"))
        .isEqualTo(1_764_078_000.5);
  }

  @Test
  void anOriginIsUpOrNot() throws Exception {
    Scrape scrape = scrape();

    assertThat(scrape.value("fivetwenty_origin_up{origin=http://127.0.0.1:8080}")).isEqualTo(1);
    assertThat(scrape.value("fivetwenty_origin_up{origin=http://127.0.0.1:8081}")).isZero();
  }

  @Test
  void thePageForOperatorsNamesEveryMetricAndNoOther() throws Exception {
    String page = Files.readString(Path.of("../docs/operations/logs-and-metrics.md"));
    var named = new TreeSet<String>();
    Matcher row = Pattern.compile("(?m)^\\| `(fivetwenty_[a-z_]+)` \\|").matcher(page);
    while (row.find()) named.add(row.group(1));
    exchange(one, "GET", 200, null);

    var shown = new TreeSet<>(scrape().types().keySet());
    shown.removeIf(name -> !name.startsWith("fivetwenty_"));
    assertThat(named).isEqualTo(shown);
  }

  @Test
  void openMetricsIsWrittenForThoseWhoAskForIt() throws Exception {
    String accept = "application/openmetrics-text;version=1.0.0,text/plain;q=0.5";

    assertThat(metrics.contentType(accept)).startsWith("application/openmetrics-text");
    assertThat(text(accept)).endsWith("# EOF\n");
    assertThat(metrics.contentType("")).startsWith("text/plain; version=0.0.4");
  }

  private void exchange(Lane lane, String method, int status, Cause cause) {
    ExchangeRecord record = lane.next();
    Records.text(record, Text.METHOD, method);
    record.listener = listener;
    record.route = route;
    record.origin = origin;
    record.status = status;
    record.total = 1_000_000;
    record.originFirstByte = 900_400;
    record.bytesToClient = 1300;
    record.cause = cause;
    record.edgeMade = cause != null;
    lane.publish();
  }

  private Scrape scrape() throws IOException {
    return Scrape.read(text(""));
  }

  private String text(String accept) throws IOException {
    var out = new ByteArrayOutputStream();
    metrics.write(accept, out);
    return out.toString(UTF_8);
  }
}
