package dev.fivetwenty.origin.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How long a close is given to turn into a reset: two round trips, within bounds.
class SettlingTest {

  @ParameterizedTest
  @CsvSource({"0, 10000", "1, 2000", "1000, 2000", "1001, 2002", "4000, 8000", "80000, 10000", "4294967295, 10000"})
  void itGoesByTheRoundTrip(long roundTripMicros, long micros) {
    assertThat(SocketWatch.settling(roundTripMicros)).isEqualTo(Duration.ofNanos(1000 * micros));
  }
}
