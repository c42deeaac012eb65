package dev.fivetwenty.bench.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTest {

  @Test
  void showsTheMedianWithItsSpread() {
    assertThat(Series.of(List.of(41.26, 39.0, 120.4), Double::doubleValue).show()).isEqualTo("41.3 [39.0–120]");
    assertThat(Series.of(List.of(1.0, 2.0), Double::doubleValue).median()).isEqualTo(1.5);
  }
}
