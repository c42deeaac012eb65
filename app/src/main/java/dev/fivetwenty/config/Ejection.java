package dev.fivetwenty.config;

import java.time.Duration;

/// Leaves an origin out for a while when exchanges with it keep failing. Never the last one of a route.
///
/// @param consecutiveFailures exchanges in a row that end in a cause of the origin
/// @param period              for which it is left out
public record Ejection(int consecutiveFailures, Duration period) {}
