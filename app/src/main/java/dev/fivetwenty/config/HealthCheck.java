package dev.fivetwenty.config;

import java.time.Duration;

/// Asks each origin of a route, unprompted, whether it is there.
///
/// @param every          from the start of a check to that of the next
/// @param healthyAfter   checks in a row that must pass until an origin is asked again
/// @param unhealthyAfter checks in a row that must fail until it is not
/// @param lowestStatus   with `highestStatus` the range of what passes, both inclusive
public record HealthCheck(
    String path,
    Duration every,
    Duration timeout,
    int healthyAfter,
    int unhealthyAfter,
    int lowestStatus,
    int highestStatus) {}
