package dev.fivetwenty.counterexample.edge.exchange;

import dev.fivetwenty.counterexample.edge.listener.TurnsToExchange;

/// The other half of a cycle on purpose.
public final class TurnsToListener {
  TurnsToExchange listener;
}
