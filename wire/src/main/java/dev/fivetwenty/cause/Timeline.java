package dev.fivetwenty.cause;

import java.time.Duration;
import java.time.Instant;

/// When things happened, as time since `started`; -1 ns where they did not.
public record Timeline(
    Instant started,
    Duration resolved,
    Duration connected,
    Duration tls,
    Duration written,
    Duration firstByte,
    Duration headEnd,
    Duration lastByte,
    Duration closed) {

  public static final Duration NEVER = Duration.ofNanos(-1);
}
