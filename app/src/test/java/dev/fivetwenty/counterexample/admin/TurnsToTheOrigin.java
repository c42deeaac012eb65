package dev.fivetwenty.counterexample.admin;

import dev.fivetwenty.counterexample.origin.ThrowsAnything;

/// Breaks a rule on purpose: an operators' door that opens connections of its own.
public final class TurnsToTheOrigin {
  ThrowsAnything origin;
}
