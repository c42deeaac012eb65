package dev.fivetwenty.doctor.asking;

import java.time.Duration;

/// How far a search for the limits of what an origin takes may go.
///
/// @param requests  in all, beside those of the examination
/// @param perSecond fastest rate that is tried
/// @param patience  longest wait for an origin that refuses to let go again
public record LimitSearch(int requests, double perSecond, Duration patience) {

  public static final int DEFAULT_REQUESTS = 600;

  /// Beyond it a search is a load test, for which there are other tools.
  public static final int MAX_REQUESTS = 5000;

  public static final double DEFAULT_PER_SECOND = 20;

  public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(120);

  /// Bans last for hours; nobody waits for them here.
  public static final Duration MAX_PATIENCE = Duration.ofMinutes(20);

  /// A search takes a few waits and, at a slow pace, its requests.
  private static final int WAITS = 5;

  public LimitSearch {
    if (requests < 1 || requests > MAX_REQUESTS) {
      throw new IllegalArgumentException("requests " + requests);
    }
    if (!(perSecond > 0) || perSecond > Plan.MAX_PER_SECOND) {
      throw new IllegalArgumentException("rate " + perSecond);
    }
  }

  public static LimitSearch standard() {
    return new LimitSearch(DEFAULT_REQUESTS, DEFAULT_PER_SECOND, DEFAULT_PATIENCE);
  }

  /// Returns the longest the search may take.
  public Duration limit() {
    return patience.multipliedBy(WAITS).plusMillis((long) (4000 * requests / perSecond));
  }
}
