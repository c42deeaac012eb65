package dev.fivetwenty.wire;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimeoutsTest {

  @Test
  void noWaitIsLongerThanTheMostAndConnectionsAreKeptAsLongAsBefore() {
    var given =
        new Timeouts(
            ofSeconds(1), ofSeconds(2), ofSeconds(3), ofSeconds(4), ofSeconds(5), ofSeconds(6), ofSeconds(7),
            ofSeconds(8));
    assertThat(given.atMost(ofSeconds(3)))
        .isEqualTo(
            new Timeouts(
                ofSeconds(1), ofSeconds(2), ofSeconds(3), ofSeconds(3), ofSeconds(3), ofSeconds(3), ofSeconds(3),
                ofSeconds(8)));
  }
}
