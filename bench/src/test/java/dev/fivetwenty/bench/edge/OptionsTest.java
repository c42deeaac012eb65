package dev.fivetwenty.bench.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

  private static final Path HOME = Path.of("/home");

  @Test
  void runsEverythingUnlessToldOtherwise() throws Exception {
    Options options = Options.parse(HOME, List.of());
    assertThat(options.rows()).containsExactly(Row.values());
    assertThat(options.rounds()).isEqualTo(7);
    assertThat(options.out()).isNull();
  }

  @Test
  void writesWhereItIsToldOrToTheResults() throws Exception {
    assertThat(Options.parse(HOME, List.of("--out")).out()).isEqualTo(HOME.resolve("bench/results"));
    assertThat(Options.parse(HOME, List.of("--out", "--quick")).out()).isEqualTo(HOME.resolve("bench/results"));
    assertThat(Options.parse(HOME, List.of("--out", "/tmp/x")).out()).isEqualTo(Path.of("/tmp/x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--rows 2k", "--with caddy", "--rounds none", "--time -1", "--rounds", "--fast"})
  void refusesWhatItDoesNotKnow(String arguments) {
    assertThatThrownBy(() -> Options.parse(HOME, List.of(arguments.split(" ")))).isInstanceOf(Options.Problem.class);
  }
}
