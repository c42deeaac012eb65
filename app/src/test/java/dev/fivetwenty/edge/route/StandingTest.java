package dev.fivetwenty.edge.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When checks change what an origin is given.
class StandingTest {

  @ParameterizedTest(name = "{0} {1} → {2}")
  @CsvSource({
    // Before, checks that passed (+) and failed (-), after each whether the origin is used.
    "up,   '',           ''",
    "up,   --,           uu",
    "up,   ---,          uud",
    "up,   --+--+---,    uuuuuuuud",
    "up,   ---+,         uudd",
    "up,   ---++,        uuddu",
    "up,   ---+-++,      uuddddu",
    "up,   ---++--,      uudduuu",
    "up,   ---++---,     uudduuud",
    "down, +,            d",
    "down, ++,           du",
    "down, -----,        ddddd",
  })
  void turnsAfterEnoughInARow(String before, String checks, String used) {
    var standing = new Standing(2, 3, before.equals("up"));
    var seen = new StringBuilder();
    for (int i = 0; i < checks.length(); i++) {
      boolean was = standing.isUp();
      boolean turned = checks.charAt(i) == '+' ? standing.passed(100 + i) : standing.failed();
      assertThat(turned).isEqualTo(was != standing.isUp());
      if (turned && standing.isUp()) assertThat(standing.returned()).isEqualTo(100 + i);
      seen.append(standing.isUp() ? 'u' : 'd');
    }
    assertThat(seen).hasToString(used);
  }
}
