package dev.fivetwenty.incident.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BurnRateTest {

  private static final long MINUTE = 60_000;
  private static final long BEGIN = 29_000_000 * MINUTE;

  private final BurnRate rates = new BurnRate(0.999);

  @Test
  void isOneWhenTheBudgetLastsAsLongAsItShould() {
    add(BEGIN, 1000, 1);
    assertThat(rates.rate(BEGIN, 5)).isCloseTo(1, within());
    assertThat(rates.rate(BEGIN + 5 * MINUTE, 5)).isZero();
    assertThat(rates.rate(BEGIN + 5 * MINUTE, 60)).isCloseTo(1, within());
  }

  @Test
  void forgetsWhatIsOlderThanTheLongestWindow() {
    add(BEGIN, 10, 10);
    add(BEGIN + 360 * MINUTE, 10, 0);
    assertThat(rates.rate(BEGIN + 360 * MINUTE, 360)).isZero();
  }

  @Test
  void aClockThatWasSetBackCountsOnlyWhatIsNotInTheFuture() {
    add(BEGIN, 10, 10);
    assertThat(rates.rate(BEGIN - 90 * MINUTE, 60)).isZero();
    add(BEGIN - 90 * MINUTE, 1000, 2);
    assertThat(rates.rate(BEGIN - 90 * MINUTE, 60)).isCloseTo(2, within());
  }

  @Test
  void isToldOnceWhileItLastsAndOnlyWhenItMatters() {
    var alarm = new Alarm(rates);
    for (int i = 0; i < 60; i++) add(BEGIN + i * MINUTE, 1000, 1);
    assertThat(alarm.isNew(BEGIN + 59 * MINUTE)).isFalse();
    // A short storm alone does not use up the hour.
    add(BEGIN + 60 * MINUTE, 1000, 30);
    assertThat(alarm.isNew(BEGIN + 60 * MINUTE)).isFalse();
    for (int i = 61; i < 120; i++) add(BEGIN + i * MINUTE, 1000, 30);
    assertThat(alarm.isNew(BEGIN + 119 * MINUTE)).isTrue();
    assertThat(alarm.isNew(BEGIN + 119 * MINUTE)).isFalse();
    // Up and down around the threshold it is the same fire; over when the short windows have been clean for a while.
    assertThat(isTold(alarm, 120, 151, 0)).isFalse();
    assertThat(isTold(alarm, 152, 153, 500)).isFalse();
    assertThat(isTold(alarm, 154, 200, 0)).isFalse();
    assertThat(isTold(alarm, 201, 260, 30)).isTrue();
  }

  private boolean isTold(Alarm alarm, int from, int to, int failures) {
    boolean told = false;
    for (int i = from; i <= to; i++) {
      add(BEGIN + i * MINUTE, 1000, failures);
      told |= alarm.isNew(BEGIN + i * MINUTE);
    }
    return told;
  }

  @Test
  void aFewFailuresAloneAreNotTold() {
    var alarm = new Alarm(rates);
    add(BEGIN, 9, 9);
    assertThat(alarm.isNew(BEGIN)).isFalse();
    add(BEGIN, 1, 1);
    assertThat(alarm.isNew(BEGIN)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 1.5, -1, Double.NaN})
  void anObjectiveIsAShare(double objective) {
    assertThatThrownBy(() -> new BurnRate(objective)).isInstanceOf(IllegalArgumentException.class);
  }

  private void add(long millis, int requests, int failures) {
    for (int i = 0; i < requests; i++) rates.add(millis, i < failures);
  }

  private static Offset<Double> within() {
    return Offset.offset(1e-9);
  }
}
