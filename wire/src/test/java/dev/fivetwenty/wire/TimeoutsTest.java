package dev.fivetwenty.wire;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeoutsTest {

  @ParameterizedTest
  @CsvSource({
    "9, 1 2 3 4 5 6 7 8",
    "7, 1 2 3 4 5 6 7 8",
    "4, 1 2 3 4 4 4 4 8",
    "2, 1 2 2 2 2 2 2 8",
    "0, 0 0 0 0 0 0 0 8",
  })
  void noWaitIsLongerThanTheMostAndConnectionsAreKeptAsLongAsBefore(int most, String expected) {
    assertThat(of("1 2 3 4 5 6 7 8").atMost(ofSeconds(most))).isEqualTo(of(expected));
  }

  private static Timeouts of(String seconds) {
    int[] s = Arrays.stream(seconds.split(" ")).mapToInt(Integer::parseInt).toArray();
    return new Timeouts(
        ofSeconds(s[0]), ofSeconds(s[1]), ofSeconds(s[2]), ofSeconds(s[3]), ofSeconds(s[4]), ofSeconds(s[5]),
        ofSeconds(s[6]), ofSeconds(s[7]));
  }
}
