package dev.fivetwenty.doctor;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Evidence;
import dev.fivetwenty.cause.Finding;
import dev.fivetwenty.cause.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What a running probe has learned so far. Belongs to the probe's thread until that has ended.
public final class Answer {

  private final Map<String, Object> facts = new LinkedHashMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private String summary = "";
  private boolean open;
  private Optional<Conclusion> conclusion = Optional.empty();
  private Optional<Condition> condition = Optional.empty();
  private Optional<Verdict> blamed = Optional.empty();

  /// Says in one clause what came of the question; the last call counts.
  public Answer summary(String text, Object... arguments) {
    summary = text.formatted(arguments);
    open = false;
    return this;
  }

  /// Says why the question, though it was asked, stays open; until [#summary] says more.
  public Answer untold(String why, Object... arguments) {
    summary = why.formatted(arguments);
    open = true;
    return this;
  }

  /// Notes a measurement: a string, number, boolean, or a list or map of these.
  public Answer fact(String name, Object value) {
    facts.put(name, value);
    return this;
  }

  public Answer warn(Cause cause, String text) {
    return find(cause, Finding.Severity.WARNING, text, new Evidence.Seen(text));
  }

  public Answer inform(Cause cause, String text) {
    return find(cause, Finding.Severity.INFO, text, new Evidence.Seen(text));
  }

  public Answer find(Cause cause, Finding.Severity severity, String text, Evidence evidence) {
    return find(new Finding(cause, severity, text, evidence, OptionalLong.empty()));
  }

  public Answer find(Finding finding) {
    findings.add(finding);
    return this;
  }

  /// Proposes a verdict for the whole examination; the first proposal of a probe counts.
  public Answer conclude(Conclusion proposed) {
    if (conclusion.isEmpty()) conclusion = Optional.of(proposed);
    return this;
  }

  /// Says that the request itself fails by what this question is about. Proposes nothing: that
  /// verdict is known.
  public Answer blame(Verdict known) {
    blamed = Optional.of(known);
    return this;
  }

  /// Says under what condition the request itself fails; the first of a probe counts.
  public Answer explain(Condition found) {
    if (condition.isEmpty()) condition = Optional.of(found);
    return this;
  }

  Optional<Condition> condition() {
    return condition;
  }

  Optional<Conclusion> conclusion() {
    return conclusion;
  }

  ProbeResult complete(Probe probe, int requests, Duration took) {
    var state =
        conclusion.isPresent() || blamed.isPresent()
            ? ProbeResult.State.FAULT
            : !findings.isEmpty() ? ProbeResult.State.NOTED
            : open ? ProbeResult.State.OPEN : ProbeResult.State.FINE;
    String text = open ? "could not be told: " + summary : summary;
    return result(probe, state, Optional.empty(), text, requests, took);
  }

  ProbeResult cutShort(Probe probe, Gap gap, String reason, int requests, Duration took) {
    String until = gap == Gap.UNREAD ? "; as far as read: " : "; so far: ";
    String text = summary.isEmpty() ? reason : reason + until + summary;
    return result(
        probe, ProbeResult.State.CUT_SHORT, Optional.of(gap), text, requests, took);
  }

  private ProbeResult result(
      Probe probe, ProbeResult.State state, Optional<Gap> gap, String text, int requests,
      Duration took) {
    Optional<Verdict> verdict = conclusion.map(Conclusion::verdict).or(() -> blamed);
    return new ProbeResult(
        probe.name(), probe.question(), state, gap, text, facts, findings, verdict, requests,
        took);
  }
}
