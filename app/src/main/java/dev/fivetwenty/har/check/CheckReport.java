package dev.fivetwenty.har.check;

import java.util.List;
import java.util.Map;

/// What a check found.
///
/// @param creator name and version of the writer, empty where it does not say
/// @param failed  entries without a status
/// @param notes   the first of each rule, in the order of the file
/// @param counts  of all notes, also those not kept
/// @param whole   the file was read to its end
public record CheckReport(
    String creator,
    int entries,
    int failed,
    List<Note> notes,
    Map<LintRule, Integer> counts,
    boolean whole) {

  public CheckReport {
    notes = List.copyOf(notes);
    counts = Map.copyOf(counts);
  }

  /// Returns how many places break rules of that severity.
  public int count(LintRule.Severity severity) {
    return counts.entrySet().stream()
        .filter(e -> e.getKey().severity() == severity)
        .mapToInt(Map.Entry::getValue)
        .sum();
  }
}
