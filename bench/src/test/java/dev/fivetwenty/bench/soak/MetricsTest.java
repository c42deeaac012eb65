package dev.fivetwenty.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricsTest {

  private static final String TEXT =
      """
      # HELP answers of the edge
      # TYPE answers_total counter
      answers_total{cause="",code="400"} 2
      answers_total{cause="resp-empty-fin",code="520"} 3.0
      answers_total_more 100
      plain 7 1700000000000
      """;

  @Test
  void sumsAMetricOverItsLabelsAndNoOther() {
    Metrics metrics = Metrics.parse(TEXT);
    assertThat(metrics.sum("answers_total")).isEqualTo(5);
    assertThat(metrics.sum("answers_total", "cause=\"\"")).isEqualTo(2);
    assertThat(metrics.sum("plain")).isEqualTo(7);
    assertThat(metrics.has("answers")).isFalse();
  }
}
