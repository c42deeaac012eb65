package dev.fivetwenty.counterexample.cli;

import java.time.Instant;

/// Breaks nothing: the command line prints, and it is where time comes from.
public final class Prints {
  public void print() {
    System.out.println(Instant.now());
  }
}
