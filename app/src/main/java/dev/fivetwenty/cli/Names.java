package dev.fivetwenty.cli;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.lab.Scenario;
import dev.fivetwenty.lab.Scenarios;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds what a name on the command line means, and the nearest one when it means nothing.
final class Names {

  /// Typing errors that are forgiven.
  private static final int MAX_DISTANCE = 2;

  static Scenario scenario(String slug) {
    return Scenarios.named(slug)
        .orElseThrow(() -> unknown("scenario", slug, Scenarios.all().stream().map(Scenario::slug), "fivetwenty lab --list"));
  }

  static Cause cause(String slug) {
    return Cause.bySlug(slug)
        .orElseThrow(() -> unknown("cause", slug, Arrays.stream(Cause.values()).map(Cause::slug), "fivetwenty causes"));
  }

  static UsageProblem unknown(String kind, String typed, Stream<String> names, String list) {
    String guess = closest(typed, names).map(n -> "; did you mean " + n + "?").orElse("");
    return new UsageProblem("there is no " + kind + " " + typed + guess + " (" + list + ")");
  }

  private static Optional<String> closest(String typed, Stream<String> names) {
    return names
        .filter(name -> distance(name, typed) <= MAX_DISTANCE || name.endsWith("-" + typed))
        .min(Comparator.comparingInt(name -> distance(name, typed)));
  }

  /// Counts insertions, deletions and replacements between two words.
  static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) previous[j] = j;
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[b.length()];
  }

  private Names() {}
}
