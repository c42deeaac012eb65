package dev.fivetwenty.counterexample.ranges;

/// Breaks a rule on purpose: a name that says nothing.
public final class RangeHelper {
}
