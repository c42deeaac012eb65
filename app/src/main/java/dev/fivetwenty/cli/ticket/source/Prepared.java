package dev.fivetwenty.cli.ticket.source;

import dev.fivetwenty.cli.ticket.account.Run;
import java.util.List;
import java.util.Optional;

/// All that a source has.
///
/// @param curl        what curl said of the same request
/// @param trace       what the proxy said of itself
/// @param proxiedOnly the fault is seen through the proxy only
public record Prepared(
    TicketDraft draft, Optional<Run> curl, List<String> trace, boolean proxiedOnly) {}
