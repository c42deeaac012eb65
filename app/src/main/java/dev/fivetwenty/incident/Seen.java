package dev.fivetwenty.incident;

import java.time.Instant;

/// The small row that is kept of every exchange.
///
/// @param at     when it ended
/// @param status what the client was sent; 0 when no final head was
/// @param cause  slug; empty when nothing failed
/// @param group  the id of its [Group]; empty when nothing was worth keeping
public record Seen(Instant at, int status, String cause, Fate fate, String group) {}
