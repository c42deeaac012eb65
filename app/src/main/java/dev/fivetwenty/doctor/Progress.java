package dev.fivetwenty.doctor;

import dev.fivetwenty.origin.Attempt;

/// Told how an examination goes on. Called from several threads, one call at a time.
public interface Progress {

  Progress NONE = new Progress() {};

  /// The request itself is done: the first verdict, or none.
  default void first(Attempt attempt) {}

  default void started(Probe probe) {}

  /// Also called for what was not run.
  default void ended(ProbeResult result) {}

  /// A request was sent; `spent` of `limit` so far.
  default void sent(int spent, int limit) {}
}
