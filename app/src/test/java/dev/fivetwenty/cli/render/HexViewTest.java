package dev.fivetwenty.cli.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.recorder.KeptBytes;
import dev.fivetwenty.recorder.KeptBytes.Piece;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HexViewTest {

  @Test
  void putsTheCaretUnderTheByteAndUnderItsCharacter() {
    assertThat(view("HTTP/1.1 200 OK\r\nX-A: 1\0\r\n").around(23, "byte 23"))
        .isEqualTo(
            """
              00000000  48 54 54 50 2f 31 2e 31  20 32 30 30 20 4f 4b 0d  |HTTP/1.1 200 OK.|
              00000010  0a 58 2d 41 3a 20 31 00  0d 0a                    |.X-A: 1...|
                                             ^^                                   ^ byte 23
            """);
  }

  @Test
  void pointsPastTheLastByteWhenTheEndIsToBlame() {
    assertThat(view("HTTP/1.1 200 OK!").around(16, "the end"))
        .isEqualTo(
            """
              00000000  48 54 54 50 2f 31 2e 31  20 32 30 30 20 4f 4b 21  |HTTP/1.1 200 OK!|
              00000010                                                    ||
                        ^^                                                 ^ the end
            """);
  }

  @Test
  void showsOnlyTheNeighbourhood() {
    String shown = view("x".repeat(10_000)).around(5000, "here");
    assertThat(shown.lines()).hasSizeBetween(7, 9);
    assertThat(shown).contains("00001380").doesNotContain("00000000 ");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1, 15, 16, 17, 31, 32, 33, Long.MAX_VALUE})
  void hasACaretWhateverTheOffset(long offset) {
    assertThat(view("x".repeat(32)).around(offset, "here")).containsOnlyOnce("^^").containsOnlyOnce("^ here");
  }

  @Test
  void showsPiecesAtTheOffsetsThatTheyHadAndDotsForWhatIsMissing() {
    var pieces =
        new KeptBytes(
            200, List.of(new Piece(96, "ab".getBytes(UTF_8)), new Piece(100, "cd".getBytes(UTF_8))));
    assertThat(new HexView(pieces, Style.PLAIN).around(101, "byte 101"))
        .isEqualTo(
            """
              00000060  61 62 .. .. 63 64 .. ..  .. .. .. .. .. .. .. ..  |ab  cd          |
                                       ^^                                       ^ byte 101
            """);
  }

  private static HexView view(String text) {
    return new HexView(text.getBytes(StandardCharsets.ISO_8859_1), Style.PLAIN);
  }
}
