package dev.fivetwenty.ticket.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The time of a line, as each server writes it.
class LogTimeTest {

  private static final Instant NEAR = Instant.parse("2026-11-25T14:03:12Z");

  static Stream<Arguments> times() throws IOException {
    return Tables.rows("times.txt", 3);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("times")
  void isReadInTheZoneThatItNamesOrThatOfTheServer(String line, String zone, String expected) {
    Optional<Instant> time = new LogTime(ZoneId.of(zone), NEAR).of(line);
    assertThat(time.map(Instant::toString).orElse("-")).isEqualTo(expected);
  }
}
