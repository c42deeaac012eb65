package dev.fivetwenty.policy;

/// Whether a rule acts.
public enum Mode {
  ENFORCE,
  /// It is said what it would have done, and nothing else happens.
  SHADOW
}
