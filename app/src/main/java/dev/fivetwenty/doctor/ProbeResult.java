package dev.fivetwenty.doctor;

import dev.fivetwenty.cause.Finding;
import dev.fivetwenty.cause.Verdict;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The answer of one probe.
///
/// @param probe    kebab-case name, public contract
/// @param question in words, for people
/// @param summary  one clause; for a probe that was not run or was cut short, the reason
/// @param facts    what was measured, by camel-case name: strings, numbers, booleans, and lists and
///                 maps of these, in the order to show them
/// @param gap      why it was not run, or not to its end; empty when its answer is complete
/// @param requests sent by this probe
public record ProbeResult(
    String probe,
    String question,
    State state,
    Optional<Gap> gap,
    String summary,
    Map<String, Object> facts,
    List<Finding> findings,
    Optional<Verdict> verdict,
    int requests,
    Duration took) {

  public ProbeResult {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    findings = List.copyOf(findings);
  }

  /// How the probe ended.
  public enum State {
    /// The answer is complete, and nothing is wrong.
    FINE,
    /// The answer is complete, and there are findings.
    NOTED,
    /// The answer is complete and has a verdict.
    FAULT,
    /// It was asked to the end, and what came says nothing either way.
    OPEN,
    /// A deadline, the budget or an interrupt came first; what is there is right.
    CUT_SHORT,
    NOT_RUN
  }

  /// Returns this without an answer: what it was told from turned out to say nothing.
  ProbeResult unsettled(String why, List<Finding> remaining) {
    return new ProbeResult(
        probe, question, remaining.isEmpty() ? State.OPEN : State.NOTED, gap,
        "could not be told: " + why, facts, remaining, verdict, requests, took);
  }

  static ProbeResult notRun(Probe probe, Gap gap, String reason) {
    return new ProbeResult(
        probe.name(), probe.question(), State.NOT_RUN, Optional.of(gap), reason, Map.of(),
        List.of(), Optional.empty(), 0, Duration.ZERO);
  }
}
