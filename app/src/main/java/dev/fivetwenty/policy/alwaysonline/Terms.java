package dev.fivetwenty.policy.alwaysonline;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/// What an operator decided for a route.
///
/// @param statuses       of responses that are kept
/// @param mostBytes      of the content of one copy, as received
/// @param mostAge        of a copy that is served, since it was received
/// @param refresh        a copy younger than this is not replaced
/// @param paths          which are kept and served
/// @param queries        targets with a query are, too
/// @param ignoredCookies names, or beginnings that end with `*`, of cookies that change no page
/// @param withoutCookie  a response that sets a cookie is kept without it
/// @param triggers       statuses of the edge's own answers that a copy may take the place of
/// @param originTriggers statuses of the origin's answers likewise
/// @param overridden     directives that forbid stale copies and do not here
/// @param asFailure      a copy of an HTML page is served with the status of the failure
/// @param banner         pages say what they are
public record Terms(
    Set<Integer> statuses,
    long mostBytes,
    Duration mostAge,
    Duration refresh,
    Paths paths,
    boolean queries,
    List<String> ignoredCookies,
    boolean withoutCookie,
    Set<Integer> triggers,
    Set<Integer> originTriggers,
    Set<Refusal> overridden,
    boolean asFailure,
    boolean banner) {

  public Terms {
    statuses = Set.copyOf(statuses);
    ignoredCookies = List.copyOf(ignoredCookies);
    triggers = Set.copyOf(triggers);
    originTriggers = Set.copyOf(originTriggers);
    overridden = Set.copyOf(overridden);
  }
}
