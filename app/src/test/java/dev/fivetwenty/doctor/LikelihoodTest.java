package dev.fivetwenty.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikelihoodTest {

  /// 81 of 263, 15 of 148, 0 of 20 and 1 of 29 are the examples of Newcombe (1998), table I.
  @ParameterizedTest
  @CsvSource({
    "81, 263, 0.2553, 0.3662",
    "15, 148, 0.0624, 0.1605",
    "0, 20, 0.0000, 0.1611",
    "1, 29, 0.0061, 0.1718",
    "20, 20, 0.8389, 1.0000",
    "0, 0, 0, 1"
  })
  void agreesWithPublishedIntervals(int failed, int tried, double low, double high) {
    Likelihood likelihood = Likelihood.of(failed, tried);
    assertThat(likelihood.low()).isCloseTo(low, within(0.00005));
    assertThat(likelihood.high()).isCloseTo(high, within(0.00005));
  }

  @Test
  void containsTheTruthAboutNineteenTimesInTwenty() {
    var random = new Random(520);
    int contained = 0;
    for (int run = 0; run < 2000; run++) {
      int failed = 0;
      for (int i = 0; i < 60; i++) if (random.nextInt(10) == 0) failed++;
      Likelihood likelihood = Likelihood.of(failed, 60);
      if (likelihood.low() <= 0.1 && 0.1 <= likelihood.high()) contained++;
    }
    assertThat(contained / 2000.0).isBetween(0.93, 0.98);
  }

  @Test
  void refusesMoreFailuresThanTries() {
    assertThatThrownBy(() -> Likelihood.of(2, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isReadable() {
    assertThat(Likelihood.of(3, 20)).hasToString("3 of 20 (5 % to 36 %)");
  }
}
