package dev.fivetwenty.cli.option;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.lab.repertoire.Scenarios;
import dev.fivetwenty.lab.scenario.Scenario;
import dev.fivetwenty.spelling.Spelling;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds what a name on the command line means, and the nearest one when it means nothing.
public final class Names {

  /// Typing errors that are forgiven.
  private static final int MAX_DISTANCE = 2;

  public static Scenario scenario(String slug) {
    return Scenarios.named(slug)
        .orElseThrow(
            () -> unknown(
                "scenario", slug, Scenarios.all().stream().map(Scenario::slug),
                "fivetwenty lab --list"));
  }

  public static Cause cause(String slug) {
    return Cause.bySlug(slug)
        .orElseThrow(
            () -> unknown(
                "cause", slug, Arrays.stream(Cause.values()).map(Cause::slug),
                "fivetwenty causes"));
  }

  public static UsageProblem unknown(String kind, String typed, Stream<String> names, String list) {
    String guess = closest(typed, names).map(n -> "; did you mean " + n + "?").orElse("");
    return new UsageProblem("there is no " + kind + " " + typed + guess + " (" + list + ")");
  }

  private static Optional<String> closest(String typed, Stream<String> names) {
    return names
        .filter(name -> Spelling.distance(name, typed) <= MAX_DISTANCE || name.endsWith("-" + typed))
        .min(Comparator.comparingInt(name -> Spelling.distance(name, typed)));
  }

  private Names() {}
}
