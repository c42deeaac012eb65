package dev.fivetwenty.policy;

import dev.fivetwenty.policy.ratelimit.Limit;
import dev.fivetwenty.rules.Expression;
import java.util.Optional;

/// One rule of the operator.
///
/// @param id          what it is called in logs, metrics and reports; `[a-z0-9_-]`, up to 64 characters
/// @param description for people
/// @param limit       empty for a rule that acts on every request for which its expression holds
public record Rule(
    String id, String description, Expression expression, Action action, Mode mode,
    Optional<Limit> limit) {

  public boolean isShadow() {
    return mode == Mode.SHADOW;
  }
}
