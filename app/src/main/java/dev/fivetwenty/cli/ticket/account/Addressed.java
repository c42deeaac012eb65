package dev.fivetwenty.cli.ticket.account;

import dev.fivetwenty.ticket.Audience;
import dev.fivetwenty.ticket.log.LogFindings;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// What the owner adds to an account: whom it is for, and what only they know.
///
/// @param zone    name or ID of the zone at the CDN; empty where it was not told
/// @param impact  who suffers from it, and how much; empty where it was not told
/// @param logs    what logs of the origin say of the time
/// @param logZone in which their times were read where they name none
/// @param curl    what curl said when it was asked the same; empty where it was not run
/// @param trace   what the proxy says of itself, a line each; empty where it was not asked
public record Addressed(
    Audience audience, String zone, String impact, Instant made, List<LogFindings> logs,
    ZoneId logZone, Optional<Run> curl, List<String> trace) {

  public Addressed {
    logs = List.copyOf(logs);
    trace = List.copyOf(trace);
  }
}
