package dev.fivetwenty.counterexample.rules;

import dev.fivetwenty.counterexample.policy.HoldsBuffer;

/// Breaks a rule on purpose: rules that know the policy.
public final class AsksThePolicy {
  HoldsBuffer policy;
}
