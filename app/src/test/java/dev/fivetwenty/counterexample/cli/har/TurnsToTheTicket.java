package dev.fivetwenty.counterexample.cli.har;

import dev.fivetwenty.counterexample.cli.ticket.TurnsToTheHar;

/// Breaks a rule on purpose: two rooms of the command line that know each other.
public final class TurnsToTheTicket {
  TurnsToTheHar ticket;
}
