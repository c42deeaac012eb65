package dev.fivetwenty.counterexample.edge.listener;

import dev.fivetwenty.counterexample.edge.exchange.TurnsToListener;

/// Breaks a rule on purpose: two parts of the edge that know each other.
public final class TurnsToExchange {
  TurnsToListener exchange;
}
