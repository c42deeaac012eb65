package dev.fivetwenty.har.diff;

import java.util.List;

/// What differs between two files.
///
/// @param verdict  one line: which side fails and how, or the first thing that differs
/// @param pairs    in the order of the direct file
public record DiffReport(Verdict verdict, List<Pair> pairs) {

  public DiffReport {
    pairs = List.copyOf(pairs);
  }

  public boolean differs() {
    return pairs.stream().anyMatch(Pair::differs);
  }

  public long differing() {
    return pairs.stream().filter(Pair::differs).count();
  }
}
