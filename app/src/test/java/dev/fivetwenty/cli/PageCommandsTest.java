package dev.fivetwenty.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.lab.Lab;
import dev.fivetwenty.lab.LabOptions;
import dev.fivetwenty.lab.repertoire.Scenarios;
import dev.fivetwenty.lab.scenario.Scenario;
import dev.fivetwenty.wire.Decision;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Runs the `probe` command of each cause's page against a lab and reads which cause it names.
@Timeout(120)
class PageCommandsTest {

  /// Pages are asked at the same time, since some of them wait for a timeout.
  private static final int AT_ONCE = 6;

  /// Within one machine the kernel may acknowledge a request before the lab's reset goes out, and then
  /// the reset is one that came instead of a reply.
  private static final Map<Cause, Cause> ALSO =
      Map.of(
          Cause.CONN_RST_BEFORE_REQUEST, Cause.RESP_EMPTY_RST,
          Cause.CONN_FIN_BEFORE_REQUEST, Cause.RESP_EMPTY_RST);

  @TempDir Path folder;

  @Test
  void the_probe_of_each_page_names_its_cause() throws Exception {
    var failures = new ArrayList<String>();
    try (Lab lab = Lab.open(LabOptions.ANYWHERE);
        var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      var runs = new ArrayList<Callable<Optional<String>>>();
      for (Cause cause : Cause.values()) {
        command(cause).ifPresent(command -> runs.add(() -> run(command, lab)));
      }
      assertThat(runs).hasSizeGreaterThan(100);
      for (Future<Optional<String>> run : threads.invokeAll(runs)) run.get().ifPresent(failures::add);
    }
    assertThat(failures).isEmpty();
  }

  private static Optional<PageCommand> command(Cause cause) {
    boolean unseen =
        Arrays.stream(Rule.values())
            .filter(r -> r.slug().equals(cause.slug()))
            .anyMatch(r -> Profile.CLASSIC.decision(r) == Decision.ACCEPT);
    Scenario scenario = Scenarios.named(cause.slug()).orElseThrow();
    if (unseen || scenario.kind() == Scenario.Kind.BY_HAND) return Optional.empty();
    return PageCommand.of(cause, "probe");
  }

  /// Returns what is wrong, if anything is.
  private Optional<String> run(PageCommand command, Lab lab) throws IOException {
    Cause cause = command.cause();
    PageCommand.Ran ran = command.run(lab, folder);
    Set<String> named = named(ran.report());
    if (named.contains(cause.slug())) return Optional.empty();
    if (named.contains(ALSO.getOrDefault(cause, cause).slug())) return Optional.empty();
    return Optional.of(
        cause.slug() + ": " + named + ", exit code " + ran.code() + " of " + command.line() + " "
            + ran.said());
  }

  private static Set<String> named(JsonNode report) {
    var named = new HashSet<String>();
    JsonNode verdict = report.path("verdict");
    if (verdict.isObject()) return Set.of(verdict.path("cause").asString());
    report.path("glitches").forEach(g -> named.add(g.path("rule").asString()));
    report.path("findings").forEach(f -> named.add(f.path("cause").asString()));
    return named;
  }
}
