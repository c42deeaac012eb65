package dev.fivetwenty.counterexample.cli.ticket;

import dev.fivetwenty.counterexample.cli.har.TurnsToTheTicket;

/// The other half of a cycle on purpose.
public final class TurnsToTheHar {
  TurnsToTheTicket har;
}
