package dev.fivetwenty.cause;

import dev.fivetwenty.wire.Violation;
import java.util.List;
import java.util.OptionalLong;

/// Why an attempt failed: a fault of the catalogue with the evidence that proves it.
///
/// @param stage         that was reached, which is not always that of the catalogue
/// @param party         who must act; where more is known than in the catalogue, not the same
/// @param offset        of the first offending reply byte, or of the end of a reply that broke off; empty where
///                      no byte came
/// @param headCommitted the final head was complete, so an edge had already passed it on
/// @param glitches      tolerated oddities seen before
/// @param profile       the profile's name
public record Verdict(
    Cause cause,
    Stage stage,
    Signal signal,
    Party party,
    Evidence evidence,
    OptionalLong offset,
    boolean headCommitted,
    List<Violation> glitches,
    String profile) {

  public Verdict {
    if (!cause.isFault()) throw new IllegalArgumentException(cause.slug() + " is no fault");
    glitches = List.copyOf(glitches);
  }

  public int status(Presentation presentation) {
    return cause.status(presentation);
  }
}
