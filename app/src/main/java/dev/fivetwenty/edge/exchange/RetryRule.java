package dev.fivetwenty.edge.exchange;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Stage;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.recorder.RetryReason;

/// Decides whether an attempt that failed is made again: only where no origin can have acted on the
/// request, or where acting twice is as good as once.
///
/// ```text
/// nothing sent: no connection, or none of the request taken     → again, at another origin if there is one
/// kept connection turned out closed, not a byte of a reply      → again, if the method is idempotent
/// anything of a reply was seen, or a timer ended the wait       → never
/// new connection, request sent, empty reply                     → never: it may be the request that kills it
/// ```
final class RetryRule {

  /// Attempts for one exchange, the first included.
  static final int MOST_ATTEMPTS = 3;

  /// Returns why another attempt is safe, or null where it is not.
  ///
  /// @param attempts       made so far
  /// @param hasOther       there is another origin that was not tried
  /// @param repeatable     the method is idempotent, RFC 9110 §9.2.2
  /// @param optedIn        the route allows it for other methods, too
  /// @param replayable     all of the request that was sent is still there
  static RetryReason decide(
      Verdict verdict, int attempts, boolean hasOther, boolean repeatable, boolean optedIn,
      boolean replayable) {
    if (attempts >= MOST_ATTEMPTS || !replayable) return null;
    if (verdict.cause() == Cause.CONN_STALE_REUSE) {
      if (repeatable) return RetryReason.STALE_REUSE;
      return optedIn ? RetryReason.OPTED_IN : null;
    }
    boolean nothingSent = verdict.stage().compareTo(Stage.TLS) <= 0 && isOfOrigin(verdict);
    if (nothingSent) return hasOther ? RetryReason.NOT_SENT : null;
    return isUntaken(verdict.cause()) ? RetryReason.NOT_SENT : null;
  }

  private static boolean isOfOrigin(Verdict verdict) {
    return switch (verdict.cause()) {
      case EDGE_DEFECT, TCP_LOCAL_EXHAUSTED, UNDETERMINED -> false;
      default -> true;
    };
  }

  private static boolean isUntaken(Cause cause) {
    return cause == Cause.CONN_FIN_BEFORE_REQUEST || cause == Cause.CONN_RST_BEFORE_REQUEST;
  }

  private RetryRule() {}
}
