package dev.fivetwenty.counterexample.sanitise;

import dev.fivetwenty.counterexample.cli.Prints;

/// Breaks a rule on purpose: a mask that knows who shows what it covers.
public final class TurnsToTheCommandLine {
  Prints printer;
}
