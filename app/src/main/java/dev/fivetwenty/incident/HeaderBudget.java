package dev.fivetwenty.incident;

import dev.fivetwenty.wire.Profile;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// How large the response header sections of one route are, against the limits of the profiles.
///
/// @param responses that were measured
/// @param maxBytes  of a section, as the judge counts it
/// @param p95Bytes  an upper bound of the 95th percentile, from a histogram
/// @param biggest   the fields that took most room, by name, biggest first
/// @param trend     per hour, oldest first
/// @param warnings  of the profiles whose limit is near, nearest first
public record HeaderBudget(
    String route,
    long responses,
    int maxBytes,
    int p95Bytes,
    List<Biggest> biggest,
    List<Point> trend,
    List<Warning> warnings) {

  public HeaderBudget {
    biggest = List.copyOf(biggest);
    trend = List.copyOf(trend);
    warnings = List.copyOf(warnings);
  }

  /// More than these shares of a limit, in per cent.
  private static final int NEAR = 50;
  private static final int GRAVE = 80;

  /// Returns the same with the warnings of these profiles.
  public HeaderBudget against(List<Profile> profiles) {
    List<Warning> near =
        profiles.stream()
            .map(profile -> warning(profile.name(), profile.limits().headerSection()))
            .filter(warning -> 100L * maxBytes > (long) NEAR * warning.limitBytes())
            .sorted(Comparator.comparingInt(Warning::percent).reversed())
            .toList();
    return new HeaderBudget(route, responses, maxBytes, p95Bytes, biggest, trend, near);
  }

  private Warning warning(String profile, int limit) {
    boolean grave = 100L * maxBytes > (long) GRAVE * limit;
    return new Warning(profile, limit, (int) (100L * maxBytes / limit), grave);
  }

  /// @param name     lower case
  /// @param maxBytes of its field lines, each with its line end
  public record Biggest(String name, int maxBytes) {}

  public record Point(Instant hour, long responses, int maxBytes, int p95Bytes) {}

  /// More than half, or more than four fifths, of a limit is used.
  ///
  /// @param percent of the limit, rounded down
  /// @param grave   more than four fifths
  public record Warning(String profile, int limitBytes, int percent, boolean grave) {}
}
