package dev.fivetwenty.counterexample.ranges;

import java.util.function.LongSupplier;

/// Breaks a rule on purpose: it takes the time by a method reference.
public final class LooksAtTheClock {
  final LongSupplier clock = System::nanoTime;
}
