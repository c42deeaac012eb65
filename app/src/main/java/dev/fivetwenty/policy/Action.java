package dev.fivetwenty.policy;

import java.util.Set;

/// What becomes of a request for which a rule holds.
public sealed interface Action {

  /// The edge answers by itself.
  record Block(DenialAnswer answer) implements Action {}

  /// It is noted.
  record Log() implements Action {}

  /// It is noted, and some of what follows is not asked.
  record Skip(Set<Phase> phases) implements Action {
    public Skip {
      phases = Set.copyOf(phases);
    }
  }

  /// What can be skipped.
  enum Phase {
    /// The rules behind this one.
    RULES,
    LIMITS
  }
}
