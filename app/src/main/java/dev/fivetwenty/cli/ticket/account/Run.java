package dev.fivetwenty.cli.ticket.account;

import java.time.Instant;

/// A command as it was run on this machine.
///
/// @param said what the program said of its end, in its own words
public record Run(Instant at, int exitCode, String said) {}
