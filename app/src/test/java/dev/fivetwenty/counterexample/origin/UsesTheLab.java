package dev.fivetwenty.counterexample.origin;

import dev.fivetwenty.counterexample.lab.ReadsWithOurReader;

/// Breaks a rule on purpose: an attempt that knows the lab.
public final class UsesTheLab {
  ReadsWithOurReader lab;
}
