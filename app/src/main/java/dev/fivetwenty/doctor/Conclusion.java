package dev.fivetwenty.doctor;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.doctor.asking.Recorded;
import dev.fivetwenty.origin.RequestBytes;
import java.util.List;
import java.util.Optional;

/// The verdict of an examination, with what it holds for.
///
/// @param under       when it happens: `the request as asked`, or the variant that brings it out
/// @param condition   the same for a headline; empty when it happens whenever the request is sent
/// @param smallest    the fewest request fields that bring it out; empty when none need be added
/// @param proof       the attempt that showed it
/// @param likelihood  how often of how many
/// @param provisional why the verdict may yet be wrong, for example because our own limit was
///                    shorter than the profile's; empty when it stands
public record Conclusion(
    Verdict verdict,
    String under,
    Optional<Condition> condition,
    List<RequestBytes.Line> smallest,
    Recorded proof,
    Likelihood likelihood,
    Optional<String> provisional) {

  public Conclusion {
    smallest = List.copyOf(smallest);
  }

  /// Returns what a command must bring about to show this again: what the fault depends on. A 5xx before
  /// it comes by itself.
  public Cause toShow() {
    return condition.flatMap(Condition::cause).filter(cause -> cause != Cause.ORIGIN_5XX)
        .orElse(verdict.cause());
  }
}
