package dev.fivetwenty.recorder;

import dev.fivetwenty.cause.Observation;
import dev.fivetwenty.cause.Verdict;
import java.util.List;

/// What only a failed exchange carries: the verdict, and what was seen of each attempt.
///
/// An object of its own, made when something failed; sinks may keep it.
///
/// @param attempts oldest first; the verdict is that of the last
public record Failure(Verdict verdict, List<Observation> attempts) {

  public Failure {
    attempts = List.copyOf(attempts);
  }
}
