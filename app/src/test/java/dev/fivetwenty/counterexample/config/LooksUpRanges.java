package dev.fivetwenty.counterexample.config;

import dev.fivetwenty.counterexample.ranges.RangeHelper;

/// Breaks a rule on purpose: a configuration that looks the ranges up holds those of the day it was read.
public final class LooksUpRanges {
  final RangeHelper ranges = new RangeHelper();
}
