package dev.fivetwenty.doctor;

import dev.fivetwenty.cause.Finding;
import dev.fivetwenty.cause.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// All that one run of the doctor found out.
///
/// @param findings   of all probes, each cause once per probe, warnings first
/// @param probes     in a fixed order, the request itself first, those not run included
/// @param attempts   in the order they ended
/// @param software   what the origin seems to run, surest first
/// @param interrupted the caller ended the examination
public record Examination(
    Plan plan,
    Instant started,
    Duration took,
    Outcome outcome,
    Optional<Conclusion> conclusion,
    List<Finding> findings,
    List<ProbeResult> probes,
    List<Recorded> attempts,
    List<Recognised> software,
    int requests,
    boolean interrupted) {

  public Examination {
    findings = List.copyOf(findings);
    probes = List.copyOf(probes);
    attempts = List.copyOf(attempts);
    software = List.copyOf(software);
  }

  /// What it amounts to.
  public enum Outcome {
    /// No fault was found; there may be findings.
    NO_FAULT,
    FAULT,
    /// The origin itself could not be asked, or not for long enough.
    COULD_NOT_TELL,
    /// Our own defect.
    DEFECT
  }

  public Optional<Verdict> verdict() {
    return conclusion.map(Conclusion::verdict);
  }

  /// Returns the probes that were not run, or not to the end.
  public List<ProbeResult> notRun() {
    return probes.stream()
        .filter(p -> p.state() == ProbeResult.State.NOT_RUN
            || p.state() == ProbeResult.State.CUT_SHORT)
        .toList();
  }
}
