package dev.fivetwenty.incident;

import java.time.Instant;
import java.util.Optional;

/// Which incidents, or groups, are wanted: all that is given must apply.
///
/// @param cause      slug
/// @param origin     as the configuration names it
/// @param since      begun then or later
/// @param until      begun before
/// @param pathPrefix of the request's path
/// @param group      its id
/// @param afterId    stored after that one, oldest first: for who follows what is stored
/// @param beforeId   stored before that one: for the next page
/// @param limit      as many at most
public record Query(
    Optional<String> cause,
    Optional<String> origin,
    Optional<String> route,
    Optional<Instant> since,
    Optional<Instant> until,
    Optional<String> pathPrefix,
    Optional<String> group,
    Optional<Long> afterId,
    Optional<Long> beforeId,
    int limit) {

  /// The most that one query may ask for.
  public static final int MOST = 10_000;

  private static final int USUAL = 50;

  public static final Query ALL =
      new Query(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
          Optional.empty(), USUAL);

  public Query {
    if (limit < 1 || limit > MOST) throw new IllegalArgumentException("limit " + limit);
  }

  public Query ofCause(String slug) {
    return new Query(
        Optional.of(slug), origin, route, since, until, pathPrefix, group, afterId, beforeId,
        limit);
  }

  public Query ofOrigin(String name) {
    return new Query(
        cause, Optional.of(name), route, since, until, pathPrefix, group, afterId, beforeId,
        limit);
  }

  public Query ofRoute(String name) {
    return new Query(
        cause, origin, Optional.of(name), since, until, pathPrefix, group, afterId, beforeId,
        limit);
  }

  public Query since(Instant from) {
    return new Query(
        cause, origin, route, Optional.of(from), until, pathPrefix, group, afterId, beforeId,
        limit);
  }

  public Query until(Instant to) {
    return new Query(
        cause, origin, route, since, Optional.of(to), pathPrefix, group, afterId, beforeId, limit);
  }

  public Query under(String prefix) {
    return new Query(
        cause, origin, route, since, until, Optional.of(prefix), group, afterId, beforeId, limit);
  }

  public Query ofGroup(String id) {
    return new Query(
        cause, origin, route, since, until, pathPrefix, Optional.of(id), afterId, beforeId, limit);
  }

  public Query after(long id) {
    return new Query(
        cause, origin, route, since, until, pathPrefix, group, Optional.of(id), beforeId, limit);
  }

  public Query before(long id) {
    return new Query(
        cause, origin, route, since, until, pathPrefix, group, afterId, Optional.of(id), limit);
  }

  public Query atMost(int count) {
    return new Query(
        cause, origin, route, since, until, pathPrefix, group, afterId, beforeId, count);
  }
}
