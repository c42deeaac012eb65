package dev.fivetwenty.ticket.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.ranges.Ranges;
import dev.fivetwenty.sanitise.Tokens;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What in a line of a log says who asked, and with what, goes; what says what happened stays.
class LogCleanerTest {

  private final LogCleaner cleaner = new LogCleaner(new Tokens(), Ranges.published());

  static Stream<Arguments> lines() throws IOException {
    return Tables.rows("lines.txt", 3);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lines")
  void hidesWhoAskedAndWithWhat(String line, String gone, String kept) {
    String clean = cleaner.clean(line);
    for (String secret : gone.split(" ")) {
      if (!secret.equals("-")) assertThat(clean).doesNotContain(secret);
    }
    assertThat(clean).contains(kept);
    assertThat(cleaner.clean(clean)).isEqualTo(clean);
  }

  @Test
  void oneVisitorHasOneToken() {
    String[] words = cleaner.clean("198.51.100.7 198.51.100.8 198.51.100.7").split(" ");
    assertThat(words[0]).isEqualTo(words[2]).isNotEqualTo(words[1]).startsWith("#");
  }

  /// A quadratic pattern would need minutes for it.
  @Test
  void longLinesCostTimeInProportion() {
    for (String part : new String[] {"a=", "1.", "::1", "token", "\\\"", "x?y", "@", "Cookie: "}) {
      assertThat(cleaner.clean(part.repeat(LogLines.MAX_LINE / part.length()))).isNotEmpty();
    }
  }
}
