package dev.fivetwenty.counterexample.har;

import dev.fivetwenty.counterexample.ranges.LooksAtTheClock;

/// Breaks a rule on purpose: a capture that knows more than the judge.
public final class AsksTheRanges {
  LooksAtTheClock ranges;
}
