package dev.fivetwenty.counterexample.incident;

import dev.fivetwenty.counterexample.origin.UsesTheLab;

/// Breaks a rule on purpose: a store that makes attempts.
public final class AsksTheOrigin {
  UsesTheLab origin;
}
