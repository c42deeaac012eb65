package dev.fivetwenty.config.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fivetwenty.spelling.Spelling;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Durations, sizes and variables as people write them.
class WordsTest {

  @ParameterizedTest
  @CsvSource({
    "0s, PT0S, 0s", "250ms, PT0.25S, 250ms", "5s, PT5S, 5s", "1500ms, PT1.5S, 1500ms", "2000ms, PT2S, 2s",
    "2m, PT2M, 120s", "60m, PT1H, 1h", "90m, PT1H30M, 90m", "24h, PT24H, 1d", "14d, PT336H, 14d",
    "3601s, PT1H1S, 3601s", "999999999d, PT23999999976H, 999999999d"
  })
  void durations_have_a_unit(String text, Duration duration, String written) throws Unfit {
    assertThat(DurationText.parse(text)).isEqualTo(duration);
    assertThat(DurationText.of(duration)).isEqualTo(written);
    assertThat(DurationText.parse(written)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "s", "-5s", "+5s", "5 s", "5S", "5sec", "1.5s", "1h30m", "1e3s", "1234567890s", "٥s"})
  void other_words_are_no_durations(String text) {
    assertThatThrownBy(() -> DurationText.parse(text)).isInstanceOf(Unfit.class);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0", "512, 512, 512", "512B, 512, 512", "1000, 1000, 1000", "8k, 8192, 8KiB", "8K, 8192, 8KiB",
    "16KiB, 16384, 16KiB", "16384, 16384, 16KiB", "1m, 1048576, 1MiB", "1536MiB, 1610612736, 1536MiB",
    "2GiB, 2147483648, 2GiB", "999999T, 1099510528264372224, 999999TiB",
    "114838805KiB, 117594936320, 114838805KiB"
  })
  void sizes_are_powers_of_1024(String text, long bytes, String written) throws Unfit {
    assertThat(SizeText.parse(text)).isEqualTo(bytes);
    assertThat(SizeText.of(bytes)).isEqualTo(written);
    assertThat(SizeText.parse(written)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "k", "-1", "1.5k", "1 KiB", "16KB", "1Mb", "1Kib", "1234567890123456789", "9999999999t", "1e3", "0x10"})
  void other_words_are_no_sizes(String text) {
    assertThatThrownBy(() -> SizeText.parse(text)).isInstanceOf(Unfit.class);
  }

  @Test
  void whatever_is_written_is_read_as_the_same() throws Unfit {
    long seed = Long.getLong("seed", RandomGenerator.getDefault().nextLong());
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int i = 0; i < 10_000; i++) {
      long bytes = random.nextLong(1L << 50) >> random.nextInt(50);
      assertThat(SizeText.parse(SizeText.of(bytes))).as("rerun with -Dseed=" + seed).isEqualTo(bytes);
      Duration duration = Duration.ofMillis(random.nextLong(1L << 29) * (random.nextBoolean() ? 1 : 1000));
      assertThat(DurationText.parse(DurationText.of(duration))).as("rerun with -Dseed=" + seed).isEqualTo(duration);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "plain, plain", "${A}, one", "a${A}b${A}c, aonebonec", "${EMPTY}, ''", "${EMPTY:-x}, x", "${NONE:-x}, x",
    "${NONE:-}, ''", "${NONE:-a:-b}, a:-b", "$A, $A", "$${A}, ${A}", "x$${A}${A}, x${A}one", "${REF}, ${A}"
  })
  void variables_are_put_in_once(String text, String expected) throws Unfit {
    var environment = Map.of("A", "one", "EMPTY", "", "REF", "${A}");
    assertThat(Substitution.in(text, environment)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"${NONE}", "${", "${A", "${}", "${1}", "${A-b}", "${A:+b}", "${A B}"})
  void what_is_no_variable_is_refused(String text) {
    assertThatThrownBy(() -> Substitution.in(text, Map.of("A", "one"))).isInstanceOf(Unfit.class);
  }

  @ParameterizedTest
  @CsvSource({
    "lisen, listen", "Listen, listen", "listen-, listen", "lsiten, listen", "tl, tls", "ls, tls", "upstream, ", "x, ", "abc, "
  })
  void the_word_that_was_meant_is_found(String typed, String meant) {
    assertThat(Spelling.closest(typed, List.of("listen", "tls", "for", "site")).orElse(null)).isEqualTo(meant);
  }
}
