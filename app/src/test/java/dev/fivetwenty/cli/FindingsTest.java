package dev.fivetwenty.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.lab.Lab;
import dev.fivetwenty.lab.LabOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Runs the `diagnose` command of each finding's page against a lab and reads what it names.
@Timeout(900)
class FindingsTest {

  /// Pages are asked at the same time, since an examination mostly waits.
  private static final int AT_ONCE = 6;

  /// The window of a rate limit stays open until as many requests have come as it takes.
  private static final InstantSource STANDING = InstantSource.fixed(Instant.EPOCH);

  @TempDir Path folder;

  @Test
  void the_diagnosis_of_each_page_names_its_finding() throws Exception {
    var failures = new ArrayList<String>();
    try (Lab lab = Lab.open(LabOptions.ANYWHERE.timedBy(STANDING));
        var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      var runs = new ArrayList<Callable<Optional<String>>>();
      for (ExpectedFinding row : ExpectedFinding.table()) {
        if (row.isShown()) runs.add(() -> run(row, lab));
      }
      for (Future<Optional<String>> run : threads.invokeAll(runs)) run.get().ifPresent(failures::add);
    }
    assertThat(failures).isEmpty();
  }

  /// Returns what is wrong, if anything is.
  private Optional<String> run(ExpectedFinding row, Lab lab) throws IOException {
    PageCommand command = PageCommand.of(row.cause(), "diagnose").orElseThrow();
    PageCommand.Ran ran = command.run(lab, folder);
    var findings = new TreeSet<String>();
    ran.report().path("findings").forEach(f -> findings.add(f.path("cause").asString()));
    JsonNode verdict = ran.report().path("verdict");
    String named = verdict.isObject() ? verdict.path("cause").asString() : "";
    boolean right = findings.equals(row.findings()) && row.verdicts().contains(named);
    if (right) return Optional.empty();
    return Optional.of(
        "%s: findings %s, verdict \"%s\", exit code %d of %s %s"
            .formatted(
                row.cause().slug(), findings, named, ran.code(), command.line(), ran.said()));
  }
}
