package dev.fivetwenty.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fivetwenty.cause.Presentation;
import dev.fivetwenty.config.AccessLog;
import dev.fivetwenty.config.Behind;
import dev.fivetwenty.config.EdgeConfig;
import dev.fivetwenty.config.Endpoint;
import dev.fivetwenty.config.node.InvalidConfiguration;
import dev.fivetwenty.config.node.Overrides;
import dev.fivetwenty.config.node.Source;
import dev.fivetwenty.config.node.Surroundings;
import dev.fivetwenty.wire.Decision;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is wrong with a file is said to the letter; what is right reads, prints and reads again as the same.
class EdgeYamlTest {

  private static final String ORIGIN = "routes: [{origins: ['http://127.0.0.1:8080']}]\n";

  private static final String SIGNS = "\t\n:-[]{}\"'#&*!|>%@`$? x0";

  static Stream<Path> bad() {
    return ConfigFiles.bad().stream();
  }

  static Stream<Path> good() {
    return ConfigFiles.good().stream();
  }

  @ParameterizedTest
  @MethodSource("bad")
  void says_what_is_wrong_and_where(Path file) throws IOException {
    var invalid = catchThrowableOfType(InvalidConfiguration.class, () -> ConfigFiles.read(file));
    assertThat(invalid).as("refused").isNotNull();
    assertThat(invalid.problems()).hasSizeLessThanOrEqualTo(26);
    assertThat(invalid.getMessage().chars()).noneMatch(c -> c < ' ' && c != '\n');
    ConfigFiles.check(file, ".txt", invalid.getMessage() + "\n");
  }

  @ParameterizedTest
  @MethodSource("good")
  void prints_all_that_holds(Path file) throws IOException {
    ConfigFiles.check(file, ".printed", EdgeYaml.print(ConfigFiles.read(file)));
  }

  @ParameterizedTest
  @MethodSource("good")
  void reads_what_it_printed_as_the_same(Path file) {
    EdgeConfig config = ConfigFiles.read(file);
    String printed = EdgeYaml.print(config);
    EdgeConfig again = ConfigFiles.parse(printed);
    assertThat(again).isEqualTo(config);
    assertThat(EdgeYaml.print(again)).isEqualTo(printed);
  }

  @Test
  void the_names_of_the_design_have_its_figures_as_defaults() {
    assertThat(ConfigFiles.parse(ORIGIN)).isEqualTo(ConfigFiles.read(file("design")));
  }

  @Test
  void an_omitted_timeout_comes_from_the_profile() {
    EdgeConfig config = ConfigFiles.parse(ORIGIN + "profile: current\ntimeouts: {connect: 1s}\n");
    var current = Profile.CURRENT.timeouts();
    assertThat(config.profile().name()).isEqualTo("current");
    assertThat(config.profile().timeouts().connect()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.profile().timeouts().responseHead()).isEqualTo(current.responseHead());
    assertThat(config.profile().limits()).isEqualTo(Profile.CURRENT.limits());
  }

  @Test
  void an_own_profile_changes_what_it_names() {
    EdgeConfig config =
        ConfigFiles.parse(
            ORIGIN + "profile: shop\nprofiles: {shop: {limits: {header_section: 9k}, decisions: {hdr-none: glitch}}}\n");
    assertThat(config.profile().limits().headerSection()).isEqualTo(9216);
    assertThat(config.profile().limits().headerCount()).isEqualTo(1000);
    assertThat(config.profile().decision(Rule.HDR_NONE)).isEqualTo(Decision.GLITCH);
    assertThat(config.profile().decision(Rule.SL_BARE_LF)).isEqualTo(Profile.CLASSIC.decision(Rule.SL_BARE_LF));
  }

  @Test
  void behind_cloudflare_connections_outlive_its_pool() {
    EdgeConfig config = ConfigFiles.parse(ORIGIN + "behind: cloudflare\n");
    assertThat(config.clientTimeouts().idle()).isEqualTo(Duration.ofSeconds(930));
    assertThat(config.trustedProxies()).as("the edge looks them up").isEmpty();
  }

  @Test
  void the_command_line_needs_no_file() {
    EdgeConfig config = overridden("", "--origin=http://127.0.0.1:8080");
    assertThat(config).isEqualTo(ConfigFiles.parse(ORIGIN));
  }

  @Test
  void the_command_line_comes_before_the_file() {
    EdgeConfig config =
        overridden(
            ORIGIN + "site: AMS\nlisten: [127.0.0.1:1]\naccess_log: {format: combined, query: drop}\n",
            "--listen=127.0.0.1:2", "--listen=127.0.0.1:3", "--site=LHR",
            "--admin=none", "--behind=cloudflare", "--profile=strict",
            "--presentation=5xx", "--access-log=none", "--workers=7",
            "--transport=nio", "--origin=http://a.example",
            "--origin=https://b.example");
    assertThat(config.listen()).extracting(l -> ((Endpoint.Tcp) l.address()).port()).containsExactly(2, 3);
    assertThat(config.site()).isEqualTo("LHR");
    assertThat(config.admin()).isEmpty();
    assertThat(config.behind()).isEqualTo(Behind.CLOUDFLARE);
    assertThat(config.clientTimeouts().idle()).isEqualTo(Duration.ofSeconds(930));
    assertThat(config.profile()).isEqualTo(Profile.STRICT);
    assertThat(config.presentation()).isEqualTo(Presentation.PLAIN_5XX);
    assertThat(config.accessLog())
        .isEqualTo(new AccessLog(AccessLog.Format.COMBINED, new AccessLog.Output.None(), AccessLog.Query.DROP));
    assertThat(config.workers()).isEqualTo(7);
    assertThat(config.routes()).hasSize(1);
    assertThat(config.routes().getFirst().origins()).extracting(Object::toString)
        .containsExactly("http://a.example", "https://b.example");
  }

  @Test
  void what_is_wrong_with_an_option_names_the_option() {
    assertThatThrownBy(
            () -> overridden(ORIGIN, "--listen=8520", "--behind=cloudfare", "--workers=x"))
        .hasMessageContaining("--listen: 8520 is not an address")
        .hasMessageContaining("--behind: cloudfare is not possible here; did you mean cloudflare?")
        .hasMessageContaining("--workers: expected a whole number, found x");
  }

  @Test
  void nothing_at_all_lacks_an_origin() {
    assertThatThrownBy(() -> EdgeYaml.read(Source.NONE, Overrides.NONE, ConfigFiles.SURROUNDINGS))
        .hasMessage("command line: there is no origin: name one under routes, or with --origin URL");
  }

  @Test
  void a_variable_can_add_no_key() {
    String text = ORIGIN + "access_log: {path: \"${HOST}\"}\n";
    assertThat(ConfigFiles.parse(text).accessLog().output())
        .isEqualTo(new AccessLog.Output.LogFile(Path.of("/etc/fivetwenty/127.0.0.1")));
    var surroundings =
        new Surroundings(Map.of("EVIL", "LOC\nworkers: 9"), 4, ConfigFiles.SURROUNDINGS.files());
    var source = new Source("edge.yaml", Path.of("/"), ORIGIN + "site: ${EVIL}\n");
    assertThatThrownBy(() -> EdgeYaml.read(source, Overrides.NONE, surroundings)).hasMessageContaining("a site has");
  }

  /// Whatever is typed, the answer is a configuration or a list of problems.
  @Test
  void any_text_has_an_answer() {
    long seed = Long.getLong("seed", RandomGenerator.getDefault().nextLong());
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    String text = ConfigFiles.text(file("everything"));
    int refused = 0;
    for (int i = 0; i < 3000; i++) {
      String mutant = mutated(text, random);
      try {
        EdgeConfig config = ConfigFiles.parse(mutant);
        assertThat(ConfigFiles.parse(EdgeYaml.print(config))).as("rerun with -Dseed=" + seed).isEqualTo(config);
      } catch (InvalidConfiguration invalid) {
        refused++;
        assertThat(invalid.problems()).isNotEmpty();
      } catch (RuntimeException defect) {
        throw new AssertionError("rerun with -Dseed=" + seed + ":\n" + mutant, defect);
      }
    }
    assertThat(refused).as("rerun with -Dseed=" + seed).isBetween(1000, 2999);
  }

  private static String mutated(String text, RandomGenerator random) {
    var mutant = new StringBuilder(text);
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(mutant.length() - 40);
      switch (random.nextInt(4)) {
        case 0 -> mutant.delete(at, at + 1 + random.nextInt(20));
        case 1 -> mutant.insert(at, SIGNS.charAt(random.nextInt(SIGNS.length())));
        case 2 -> mutant.insert(at, mutant.substring(at, at + random.nextInt(40)));
        default -> mutant.setCharAt(at, (char) random.nextInt(0x250));
      }
    }
    return mutant.toString();
  }

  private static EdgeConfig overridden(String text, String... options) {
    var given = Stream.of(options).map(option -> option.split("=", 2)).map(o -> Map.entry(o[0], o[1])).toList();
    var source = new Source("edge.yaml", Path.of("/etc/fivetwenty"), text);
    return EdgeYaml.read(source, Overrides.of(given), ConfigFiles.SURROUNDINGS);
  }

  private static Path file(String name) {
    return ConfigFiles.good().stream().filter(f -> f.endsWith(name + ".yaml")).findFirst().orElseThrow();
  }
}
