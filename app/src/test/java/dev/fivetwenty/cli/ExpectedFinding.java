package dev.fivetwenty.cli;

import dev.fivetwenty.cause.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// A row of `corpus/cause/findings.txt`: what the diagnosis of a finding's page comes to.
///
/// @param findings all that it names, the row's own among them
/// @param verdicts any of these is right; the empty word stands for none
/// @param test     that shows it instead, as `Class.method`; empty when the page's command does
public record ExpectedFinding(Cause cause, Set<String> findings, Set<String> verdicts, String test) {

  /// Returns all rows.
  public static List<ExpectedFinding> table() throws IOException {
    return Files.readAllLines(Path.of("../corpus/cause/findings.txt")).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(ExpectedFinding::row)
        .toList();
  }

  /// True when the page's command shows it.
  public boolean isShown() {
    return test.isEmpty();
  }

  private static ExpectedFinding row(String line) {
    String[] cells = line.split("\\|", -1);
    Cause cause = Cause.bySlug(cells[0].strip()).orElseThrow();
    if (cells[1].strip().equals("shown by")) {
      return new ExpectedFinding(cause, Set.of(), Set.of(), cells[2].strip());
    }
    var findings = new TreeSet<String>(words(cells[2]));
    findings.add(cause.slug());
    var verdicts = new TreeSet<String>(words(cells[1]));
    if (verdicts.isEmpty() || verdicts.remove("none")) verdicts.add("");
    return new ExpectedFinding(cause, findings, verdicts, "");
  }

  private static List<String> words(String cell) {
    return cell.isBlank() ? List.of() : List.of(cell.strip().split("[ ,]+"));
  }
}
