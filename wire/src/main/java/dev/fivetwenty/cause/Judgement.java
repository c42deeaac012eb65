package dev.fivetwenty.cause;

import dev.fivetwenty.wire.Violation;
import java.util.List;
import java.util.Optional;

/// What [Judge] says of an observation: a verdict or none, the glitches, and findings.
public record Judgement(
    Optional<Verdict> verdict, List<Violation> glitches, List<Finding> findings) {

  public Judgement {
    glitches = List.copyOf(glitches);
    findings = List.copyOf(findings);
  }
}
