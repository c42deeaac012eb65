package dev.fivetwenty.policy.alwaysonline;

/// What a copy would take the place of.
///
/// @param status   of the answer otherwise, 52x where the edge makes it
/// @param byOrigin the origin made it
public record Trouble(int status, boolean byOrigin) {}
