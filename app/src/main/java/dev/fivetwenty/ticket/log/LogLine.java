package dev.fivetwenty.ticket.log;

import java.time.Instant;
import java.util.Optional;

/// A line of a log near the time that is looked at, fit to be given away.
///
/// @param at        when it was written; of a line without a time, that of the one before it
/// @param signature the known message in it
/// @param isNamed   it has the Ray ID of the exchange
public record LogLine(Instant at, String text, Optional<Signature> signature, boolean isNamed) {}
