package dev.fivetwenty.policy.errorpage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class AcceptTest {

  private static final String ALPHABET = "*/+;,=\"\\ .q01text/htmlapplication/json";

  @TestFactory
  Stream<DynamicTest> choosesTheFormatOfTheTable() throws IOException {
    List<String> rows = rows();
    assertThat(rows).hasSizeGreaterThanOrEqualTo(60);
    return rows.stream().map(row -> DynamicTest.dynamicTest(row, () -> {
      String[] parts = row.split("\\|", 2);
      Format expected = Format.valueOf(parts[0].strip().toUpperCase(Locale.ROOT));
      assertThat(Accept.choose(parts[1].strip())).isEqualTo(expected);
    }));
  }

  private static List<String> rows() throws IOException {
    try (InputStream in = AcceptTest.class.getResourceAsStream("accept.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    }
  }

  @Test
  void readsNoMoreThanItsBounds() {
    String many = "image/png,".repeat(Accept.MAX_RANGES);
    assertThat(Accept.choose(many + "application/json")).isEqualTo(Format.TEXT);
    String pad = "image/" + "x".repeat(Accept.MAX_LENGTH - 30) + ",";
    assertThat(Accept.choose(pad + "text/html,a/b")).isEqualTo(Format.HTML);
    // The bound lies within the last element, whose beginning alone would mean something else.
    String cut = "image/" + "x".repeat(Accept.MAX_LENGTH - 16) + ",";
    assertThat(Accept.choose(cut + "text/html;level=1")).isEqualTo(Format.TEXT);
    assertThat(Accept.choose("x".repeat(1 << 20))).isEqualTo(Format.HTML);
    assertThat(Accept.choose("\"".repeat(1 << 20))).isEqualTo(Format.HTML);
  }

  @Test
  void hasAnAnswerToEverything() {
    long seed = Long.getLong("seed", System.nanoTime());
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int i = 0; i < 50_000; i++) {
      var value = new StringBuilder();
      int length = random.nextInt(60);
      for (int j = 0; j < length; j++) {
        value.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
      }
      assertThat(Accept.choose(value.toString())).as("-Dseed=%d: %s", seed, value).isNotNull();
    }
  }
}
