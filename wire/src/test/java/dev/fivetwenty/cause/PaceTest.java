package dev.fivetwenty.cause;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {

  @ParameterizedTest
  @CsvSource({"0, 0, false", "0, 5, false", "1, 2, true", "1, 3, false", "10, 0, true"})
  void aDripIsAPeerThatIsNoSlowerThanBefore(long gap, long quiet, boolean drip) {
    assertThat(new Pace(Duration.ofSeconds(gap), Duration.ofSeconds(quiet)).isDrip()).isEqualTo(drip);
  }
}
