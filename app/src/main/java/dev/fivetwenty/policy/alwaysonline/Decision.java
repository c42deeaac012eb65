package dev.fivetwenty.policy.alwaysonline;

/// Whether a copy is served.
public sealed interface Decision {

  /// @param age seconds since the origin made it
  /// @param ttl seconds that it is fresh yet, negative for stale
  record Serve(Copy copy, long age, long ttl) implements Decision {}

  record Refuse(Refusal why) implements Decision {}
}
