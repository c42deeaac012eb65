package dev.fivetwenty.doctor;

import dev.fivetwenty.cause.Cause;
import java.util.Optional;

/// What must be so for a fault to appear. A fault that has none appears whenever the request is
/// sent.
///
/// @param text  a clause behind the name of the fault: `only with …`, `in 3 of 20 tries`
/// @param cause of the finding that names it, whose page says what to do; empty when none does
public record Condition(String text, Optional<Cause> cause) {

  public static Condition of(String text, Cause cause) {
    return new Condition(text, Optional.of(cause));
  }

  public static Condition of(String text) {
    return new Condition(text, Optional.empty());
  }

  /// Returns that it happens now and then, or nothing when it happened each time.
  static Optional<Condition> of(Likelihood likelihood) {
    return likelihood.failed() == likelihood.tried()
        ? Optional.empty()
        : Optional.of(sometimes(likelihood));
  }

  public static Condition sometimes(Likelihood seen) {
    return of("in %d of %d tries".formatted(seen.failed(), seen.tried()), Cause.INTERMITTENT);
  }

  /// True when the fault comes and goes, whatever is sent.
  public boolean isChance() {
    return cause.filter(c -> c == Cause.INTERMITTENT).isPresent();
  }
}
