package dev.fivetwenty.incident;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Incidents that are alike: same cause, origin, route and fingerprint of the evidence.
///
/// Counts are of the time that was asked for, or of all that is remembered.
///
/// @param id          made of those four, so equal in every store
/// @param cause       slug; empty for what did not fail
/// @param fingerprint the evidence without what was measured, readable
/// @param count       how often it happened, also where the incident itself was lost
/// @param requests    of the same route and origin in that time; 0 when not known
/// @param bySite      how often, by site suffix of the Ray, most frequent first; in whole hours of the time asked for
/// @param byPeer      the same by address of the connection's other end or its token
/// @param routes      on which the same cause and fingerprint was seen at the same origin
public record Group(
    String id,
    String cause,
    String origin,
    String route,
    String fingerprint,
    Instant firstSeen,
    Instant lastSeen,
    long count,
    long requests,
    List<String> routes,
    Map<String, Long> bySite,
    Map<String, Long> byPeer) {

  public Group {
    routes = List.copyOf(routes);
  }

  /// Returns the share of requests that ended so, 0 to 1; 0 when their number is not known.
  public double share() {
    return requests == 0 ? 0 : Math.min(1, (double) count / requests);
  }
}
