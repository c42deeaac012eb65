package dev.fivetwenty.counterexample.origin;

import dev.fivetwenty.counterexample.cli.Prints;

/// Breaks three rules on purpose: it prints, throws anything and knows the command line.
public final class ThrowsAnything {
  void fail(Prints prints) {
    System.err.println(prints);
    throw new RuntimeException();
  }
}
