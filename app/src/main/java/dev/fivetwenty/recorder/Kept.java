package dev.fivetwenty.recorder;

import dev.fivetwenty.cause.Verdict;
import java.util.List;
import java.util.Optional;

/// What is kept of an exchange because somebody may ask for it later.
///
/// An object of its own, made for few exchanges; sinks may hold on to it. As it comes from an event
/// loop it holds what peers sent as they sent it: nothing of it is stored before it was sanitised.
///
/// @param request  of the client, its head and the edges of its content
/// @param verdict  that of the last attempt; empty when nothing failed
/// @param attempts oldest first
public record Kept(
    Why why, KeptBytes request, Optional<Verdict> verdict, List<KeptAttempt> attempts) {

  /// Why an exchange is kept; the first that applies.
  public enum Why {
    /// There is a verdict.
    FAILED,
    /// An attempt failed, and another one did not.
    RETRIED,
    /// Something was tolerated.
    GLITCHES,
    /// The header section came near a limit.
    NEAR_LIMIT,
    /// Somebody asked for exchanges like it.
    WATCHED
  }

  public Kept {
    attempts = List.copyOf(attempts);
  }
}
