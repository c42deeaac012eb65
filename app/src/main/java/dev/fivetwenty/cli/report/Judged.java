package dev.fivetwenty.cli.report;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.cause.Presentation;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.cli.render.Shown;
import dev.fivetwenty.doctor.Condition;
import dev.fivetwenty.doctor.reproduction.Reproduction;
import dev.fivetwenty.recorder.KeptBytes;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.WireReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A judged reply with all that its readers want beside the judgement, fit to be shown to them.
///
/// @param condition under which alone the verdict holds; empty when it always does
/// @param received  reply bytes, as far as they were kept
/// @param counsel   what to do about this and about findings
/// @param reproduce commands that show the fault again
public record Judged(
    Profile profile,
    Judgement judgement,
    Optional<Condition> condition,
    Optional<WireReport> reply,
    KeptBytes received,
    Counsel counsel,
    Reproduction reproduce) {

  public Optional<Verdict> verdict() {
    return judgement.verdict();
  }

  /// Returns the causes whose pages tell what to do: what the fault depends on, then the fault.
  /// Where it depends on something that can be changed, that alone is to the point.
  List<Cause> toMend() {
    var causes = new ArrayList<Cause>();
    condition.flatMap(Condition::cause).ifPresent(causes::add);
    boolean open = causes.isEmpty() || condition.get().isChance();
    if (open) verdict().map(Verdict::cause).ifPresent(causes::add);
    return causes;
  }

  /// Returns what to do about the verdict, one step per line; empty when there is none.
  public List<String> remedy() {
    if (verdict().isEmpty()) return List.of();
    return toMend().stream().flatMap(cause -> counsel.steps(cause).stream()).toList();
  }

  /// Returns the first line of the verdict: status, cause, and the condition where there is one.
  public static String headline(Verdict verdict, Optional<Condition> condition) {
    String when = condition.map(c -> ", " + Shown.text(c.text(), 160)).orElse("");
    return verdict.status(Presentation.EDGE_52X) + " "
        + verdict.cause().slug() + when;
  }
}
