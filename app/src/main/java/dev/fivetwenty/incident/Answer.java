package dev.fivetwenty.incident;

/// What the client was answered, and on behalf of whom. What does not apply is empty, or 0.
///
/// @param status   0 when no final head was sent
/// @param statusIfUncommitted of a failure after the head was sent: the status it would have had
/// @param edgeMade the edge wrote the answer itself
/// @param clientGone the client left before it had everything
/// @param refusal  why the edge refused the request: the slug of a rule or of a limit
/// @param route    as metrics name it
/// @param origin   of the last attempt, as the configuration names it
/// @param rules    ids of the operator's rules that had a say, with a space between two
/// @param cacheStatus as in Cache-Status (RFC 9211), of an answer that a kept copy made
public record Answer(
    int status,
    int statusIfUncommitted,
    boolean edgeMade,
    boolean clientGone,
    String refusal,
    String route,
    String origin,
    long bytesToClient,
    String rules,
    String cacheStatus) {

  public Answer {
    // What was stored before there were rules has none.
    if (rules == null) rules = "";
    // What was stored before this was noted tells by its status, unless that was the failure's.
    boolean good = edgeMade && status >= 200 && status < 400;
    if (cacheStatus == null) cacheStatus = good ? "fivetwenty; fwd=stale" : "";
  }

  /// Returns whether the visitor saw a kept copy instead of the failure, with whatever status.
  public boolean isKeptCopy() {
    return !cacheStatus.isEmpty();
  }
}
