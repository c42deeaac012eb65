package dev.fivetwenty.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Judge;
import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.cause.Observation;
import dev.fivetwenty.cause.ProxyError;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.remedy.Advice;
import dev.fivetwenty.remedy.CausePage;
import dev.fivetwenty.wire.Decision;
import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Request;
import dev.fivetwenty.wire.ResponseReader;
import dev.fivetwenty.wire.Rule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CausePagesTest {

  private static final Set<String> STACKS =
      Set.of(
          Advice.ANY, "nginx", "Apache", "PHP-FPM", "LiteSpeed", "IIS", "Node", "gunicorn",
          "Tomcat / Spring Boot", "Go", "Caddy", "HAProxy");

  @Test
  void there_is_a_page_for_each_cause_and_no_other() throws IOException {
    var pages = new TreeSet<String>();
    try (Stream<Path> files = Files.list(Docs.file("docs/causes"))) {
      files.map(f -> f.getFileName().toString()).forEach(pages::add);
    }
    pages.remove("README.md");
    assertThat(pages)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Cause.values()).map(c -> c.slug() + ".md").toList());
  }

  @ParameterizedTest
  @EnumSource
  void a_page_is_about_its_cause(Cause cause) {
    CausePage page = CausePage.of(cause);
    assertThat(page.slug()).isEqualTo(cause.slug());
    String token = cause.proxyError().map(ProxyError::token).map(t -> "`" + t + "`").orElse("–");
    assertThat(page.translations().rfc9209()).isEqualTo(token);
    var stacks = page.advice().stream().map(Advice::stack).toList();
    assertThat(stacks).isSubsetOf(STACKS).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void a_page_says_what_the_profiles_decide(Rule rule) {
    String decisions =
        "Profiles: %s (%s).".formatted(
            String.join(", ", Profile.builtIn().stream().map(p -> says(p, rule)).toList()),
            rule.section());
    assertThat(CausePage.of(Cause.of(rule)).meaning()).endsWith("\n\n" + decisions);
  }

  private static String says(Profile profile, Rule rule) {
    return profile.name() + " " + profile.decision(rule).name().toLowerCase(Locale.ROOT);
  }

  static Stream<Rule> rules() {
    return Arrays.stream(Rule.values()).filter(r -> !r.concernsRequestsOnly());
  }

  /// Lines that begin with `printf` are the author's, the others come from the lab's scenario.
  @ParameterizedTest
  @EnumSource
  void a_page_shows_the_commands_of_its_scenario(Cause cause) {
    String page = Docs.text(Docs.page(cause));
    String fence = "## Reproduce\n```sh\n";
    String head = page.substring(0, page.indexOf(fence) + fence.length());
    var lines = new ArrayList<>(Rehearsed.commands(cause));
    CausePage.of(cause).reproduce().stream().filter(l -> l.startsWith("printf ")).forEach(lines::add);
    Docs.mustBe(Docs.page(cause), head + String.join("\n", lines) + "\n```\n");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void the_bytes_on_a_page_show_its_cause(Cause cause) throws Exception {
    Judgement judgement = judge(printed(sample(cause).orElseThrow()));
    switch (decision(cause)) {
      case REJECT ->
          assertThat(judgement.verdict()).map(Verdict::cause).contains(cause);
      case GLITCH -> {
        assertThat(judgement.verdict()).isEmpty();
        assertThat(judgement.glitches()).extracting(v -> v.rule().slug()).contains(cause.slug());
      }
      case ACCEPT -> {
        assertThat(judgement.verdict()).isEmpty();
        assertThat(judgement.glitches()).isEmpty();
      }
    }
  }

  static Stream<Cause> samples() {
    return Arrays.stream(Cause.values()).filter(c -> sample(c).isPresent());
  }

  /// What `classic` makes of it; a cause that is no rule comes from how the bytes ended.
  private static Decision decision(Cause cause) {
    return rules()
        .filter(r -> Cause.of(r) == cause)
        .map(Profile.CLASSIC::decision)
        .findFirst()
        .orElse(Decision.REJECT);
  }

  private static Optional<String> sample(Cause cause) {
    String judge = " | ./fivetwenty judge -";
    return CausePage.of(cause).reproduce().stream()
        .filter(l -> l.startsWith("printf ") && l.endsWith(judge))
        .map(l -> l.substring(0, l.length() - judge.length()))
        .findFirst();
  }

  /// Runs the page's own command, so that its quoting is tried as well.
  private static byte[] printed(String command) throws Exception {
    Process shell = new ProcessBuilder(List.of("sh", "-c", command)).start();
    shell.getOutputStream().close();
    return shell.getInputStream().readAllBytes();
  }

  private static Judgement judge(byte[] bytes) {
    var reader = new ResponseReader(Profile.CLASSIC).begin(Request.of("GET"), 0);
    var input = ByteBuffer.wrap(bytes);
    while (input.hasRemaining()) {
      var reached = reader.read(input);
      if (reached.name().equals("REJECTED") || reached.name().equals("NEED_MORE")) break;
    }
    return new Judge(Profile.CLASSIC).judge(Observation.ofReply(reader.end(Ending.FIN)));
  }
}
