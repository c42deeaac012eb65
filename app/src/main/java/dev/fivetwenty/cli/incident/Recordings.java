package dev.fivetwenty.cli.incident;

import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.incident.Incident;
import dev.fivetwenty.incident.Incidents;
import dev.fivetwenty.incident.Stored;

/// Finds the one incident that a Ray ID means, for commands that can use only one.
public final class Recordings {

  /// Returns the newest with that Ray ID.
  ///
  /// @throws UsageProblem when there is none, or several IDs begin so
  public static Incident one(String ray, Incidents incidents) {
    return stored(ray, incidents).incident();
  }

  /// Returns the same as the store has it.
  public static Stored stored(String ray, Incidents incidents) {
    return switch (Lookup.of(ray, incidents)) {
      case Lookup.Found found -> found.stored().getFirst();
      case Lookup.Candidates _ ->
          throw new UsageProblem(
              "several Ray IDs begin with " + ray + " (fivetwenty why " + ray + " lists them)");
      case Lookup.Passed _ ->
          throw new UsageProblem(
              "no incident is stored of " + ray + " (fivetwenty why " + ray + " says what is known)");
      case Lookup.Unknown unknown -> throw new UsageProblem(unknown.said());
    };
  }

  private Recordings() {}
}
