package dev.fivetwenty.cli.ticket.account;

import java.time.Instant;

/// One time that it was seen.
///
/// @param where for example `direct`, `through the proxy`
/// @param what  came of the request: a cause's slug, a status, a browser's name for a failure
/// @param ray   the Ray ID on the answer; empty where there was none
public record Occurrence(Instant at, String where, String what, String ray) {}
