package dev.fivetwenty.cause;

import dev.fivetwenty.wire.Violation;
import java.util.List;
import java.util.Optional;

/// What [Judge] says of an observation: a verdict or none, the glitches, and findings.
///
/// @param unfinished there is no verdict, and it is not known whether there would be one
public record Judgement(
    Optional<Verdict> verdict,
    List<Violation> glitches,
    List<Finding> findings,
    Optional<Unfinished> unfinished) {

  public Judgement {
    if (verdict.isPresent() && unfinished.isPresent()) {
      throw new IllegalArgumentException("a verdict on what is unfinished");
    }
    glitches = List.copyOf(glitches);
    findings = List.copyOf(findings);
  }

  /// A judgement of what was observed to its end.
  public Judgement(
      Optional<Verdict> verdict, List<Violation> glitches, List<Finding> findings) {
    this(verdict, glitches, findings, Optional.empty());
  }
}
