package dev.fivetwenty.doctor;

import dev.fivetwenty.cause.Finding;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.doctor.asking.Plan;
import dev.fivetwenty.doctor.asking.Recorded;
import dev.fivetwenty.doctor.software.Recognised;
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

  /// Probes without which "no fault" would say too little.
  private static final List<String> ESSENTIAL =
      List.of("header-budget", "head", "reuse", "repetition");

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

  Examination outcome(Outcome changed) {
    return new Examination(
        plan, started, took, changed, conclusion, findings, probes, attempts, software, requests,
        interrupted);
  }

  /// Returns the attempt of the request itself; empty when it had not ended.
  public Optional<Recorded> itself() {
    return attempts.stream().filter(r -> r.probe().equals(Summary.REQUEST)).findFirst();
  }

  /// Returns the essential probes whose question arose and has no answer at all, not even in part.
  public List<String> missing() {
    return notRun().stream()
        .filter(p -> ESSENTIAL.contains(p.probe()) && p.facts().isEmpty())
        .filter(p -> p.gap().filter(gap -> gap != Gap.INAPPLICABLE).isPresent())
        .map(ProbeResult::probe).toList();
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
