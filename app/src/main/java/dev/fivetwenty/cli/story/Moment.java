package dev.fivetwenty.cli.story;

import java.time.Duration;

/// One thing that happened during an exchange.
///
/// @param at   since the first byte of the request came
/// @param who  did it, to whom: `client -> edge`
/// @param what in words
public record Moment(Duration at, String who, String what) {}
