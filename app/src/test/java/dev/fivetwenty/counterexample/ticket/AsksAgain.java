package dev.fivetwenty.counterexample.ticket;

import dev.fivetwenty.counterexample.origin.ThrowsAnything;

/// Breaks a rule on purpose: a ticket that opens connections of its own.
public final class AsksAgain {
  ThrowsAnything origin;
}
