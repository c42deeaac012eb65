package dev.fivetwenty.policy.errorpage;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Presentation;
import dev.fivetwenty.cause.ProxyStatus;
import dev.fivetwenty.cause.Verdict;
import java.util.Optional;
import java.util.OptionalInt;

/// What an answer is made of: a status, where it broke and the cause, if it has one.
///
/// A [Verdict] leaves nothing here but its cause and, for a trusted visitor, the value of
/// `Proxy-Status`.
///
/// @param retryAfter  seconds
/// @param proxyStatus the value of the field, RFC 9209
public record Failure(
    ErrorStatus status,
    Optional<Cause> cause,
    Place place,
    OptionalInt retryAfter,
    String proxyStatus,
    Visitor visitor) {

  /// Returns the failure of an exchange with an origin.
  public static Failure of(Verdict verdict, Presentation presentation, Visitor visitor) {
    Failure failure = of(verdict.cause(), presentation, visitor);
    return new Failure(
        failure.status, failure.cause, Place.of(verdict.party()), failure.retryAfter,
        visitor.trusted() ? ProxyStatus.of(verdict) : failure.proxyStatus, visitor);
  }

  /// Returns a failure whose cause was not measured, such as an origin that is known to be down.
  ///
  /// The hint when to try again belongs to the fault, so it is the same in both presentations.
  ///
  /// @throws IllegalArgumentException if the cause is only a finding
  public static Failure of(Cause cause, Presentation presentation, Visitor visitor) {
    OptionalInt retryAfter = known(cause.status(Presentation.EDGE_52X)).retryAfter();
    String proxyStatus =
        visitor.trusted() ? ProxyStatus.of(cause) : ProxyStatus.withoutDetails(cause);
    return new Failure(
        known(cause.status(presentation)), Optional.of(cause), Place.of(cause.party()), retryAfter,
        proxyStatus, visitor);
  }

  /// Returns a failure that has no cause in the catalogue: the request itself was refused.
  ///
  /// @throws IllegalArgumentException for a status that is not in [ErrorStatus]
  public static Failure of(int code, Visitor visitor) {
    ErrorStatus status = known(code);
    return new Failure(
        status, Optional.empty(), status.place(), status.retryAfter(),
        ProxyStatus.of(status.error()), visitor);
  }

  private static ErrorStatus known(int code) {
    return ErrorStatus.of(code)
        .orElseThrow(() -> new IllegalArgumentException("the edge has no answer " + code));
  }

  /// Returns this failure with the time that a rate rule or a schedule knows better.
  ///
  /// @throws IllegalArgumentException if waiting cannot help
  public Failure retryAfter(int seconds) {
    if (!isRetryable()) throw new IllegalArgumentException(status + " does not pass by waiting");
    return new Failure(
        status, cause, place, OptionalInt.of(Math.max(0, seconds)), proxyStatus, visitor);
  }

  /// True when the same request may succeed later.
  public boolean isRetryable() {
    return cause.isPresent() ? retryAfter.isPresent() : status.isRetryable();
  }
}
