package dev.fivetwenty.doctor.probe;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.doctor.Answer;
import dev.fivetwenty.doctor.Conclusion;
import dev.fivetwenty.doctor.Condition;
import dev.fivetwenty.doctor.Likelihood;
import dev.fivetwenty.doctor.Probe;
import dev.fivetwenty.doctor.Visit;
import dev.fivetwenty.doctor.asking.Plan;
import dev.fivetwenty.doctor.asking.Upshot;
import dev.fivetwenty.origin.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Sends the same request again and again, at a stated rate, and counts.
final class Repetition implements Probe {

  static final String NAME = "repetition";

  /// That many failures at the end are left to [Steadiness].
  private static final int TAIL = 3;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String question() {
    return "does the same request always end alike?";
  }

  @Override
  public Manner manner() {
    return Manner.ALONE;
  }

  @Override
  public Duration limit(Plan plan) {
    Duration needed = plan.repetition();
    return needed.compareTo(Duration.ofSeconds(12)) < 0 ? Duration.ofSeconds(12) : needed;
  }

  @Override
  public Optional<String> obstacle(Visit visit) {
    if (visit.plan().repeat() == 0) return Optional.of("no repetition was asked for");
    return visit.notTheOrigin().or(visit::unsafe);
  }

  @Override
  public void run(Visit visit, Answer answer) throws InterruptedException {
    var seen = new ArrayList<Attempt>();
    seen.add(visit.main().orElseThrow());
    long gap = (long) (1e9 / visit.plan().perSecond());
    long due = visit.time().nanos();
    try {
      for (int i = 0; i < visit.plan().repeat(); i++) {
        visit.time().pause(Duration.ofNanos(due - visit.time().nanos()));
        due = Math.max(due + gap, visit.time().nanos());
        Attempt attempt = visit.ask(visit.asking());
        seen.add(attempt);
        Upshot upshot = visit.outcome(attempt);
        if (visit.plan().untilFail() && upshot.isFailure()) break;
        if (hasFallenSilent(visit, seen)) {
          if (!visit.isCrowded()) visit.turned(upshot);
          break;
        }
      }
    } finally {
      conclude(visit, answer, seen);
    }
  }

  private static void conclude(Visit visit, Answer answer, List<Attempt> seen) {
    List<Upshot> all =
        seen.stream().map(visit::outcome).filter(u -> !u.isUnfinished()).toList();
    List<Upshot> upshots = all.stream().filter(u -> !u.isPart() && !u.isSilent()).toList();
    int failed = (int) upshots.stream().filter(Upshot::isFailure).count();
    Likelihood likelihood = Likelihood.of(failed, upshots.size());
    answer.fact("tried", upshots.size()).fact("failed", failed);
    answer.fact("low", likelihood.low()).fact("high", likelihood.high());
    answer.fact("perSecond", visit.plan().perSecond());
    answer.fact("outcomes", all.stream().map(Upshot::toString).toList());
    summary(answer, all, likelihood, rate(visit.plan()));
    if (failed > 0 && visit.isCrowded()) {
      answer.untold("%s failed, all of them beside others", likelihood);
    } else if (isMixed(upshots)) {
      String text = "repeated, the same request failed in %s".formatted(likelihood);
      answer.warn(Cause.INTERMITTENT, text);
      Likelihood known = visit.likelihood();
      firstVerdict(
          visit, answer, seen, known, "the same request, now and then",
          Optional.of(Condition.sometimes(known)));
    } else if (failed == upshots.size()) {
      if (upshots.stream().allMatch(u -> u.verdict().isEmpty()) && failed > 0) {
        answer.summary("always alike: all %d end in %s", failed, upshots.getLast());
      }
      firstVerdict(
          visit, answer, seen, visit.likelihood(), "every repetition of the request",
          Optional.empty());
    } else if (failed > 0) {
      answer.untold("%s failed, the last %d of them in a row", likelihood, lastInARow(upshots));
    }
  }

  /// Counts those that were not answered in our time apart: they might have been in theirs.
  private static void summary(
      Answer answer, List<Upshot> all, Likelihood likelihood, String rate) {
    long silent = all.stream().filter(Upshot::isSilent).count();
    String unanswered = silent == 0 ? "" : ", %d had no answer in our time".formatted(silent);
    if (likelihood.tried() > 0) {
      answer.summary("%s failed, at up to %s a second%s", likelihood, rate, unanswered);
    } else if (silent > 0) {
      answer.untold("none of %d was answered in our time", all.size());
    } else {
      answer.untold("none came whole");
    }
  }

  /// True when the last two had no answer, so that waiting for more would only take time.
  private static boolean hasFallenSilent(Visit visit, List<Attempt> seen) {
    int from = Math.max(0, seen.size() - 2);
    return !visit.mainOutcome().isSilent()
        && seen.subList(from, seen.size()).stream().allMatch(a -> visit.outcome(a).isSilent());
  }

  /// True when some failed and the last did not: failures to the end are a limit, or a breakdown.
  private static boolean isMixed(List<Upshot> upshots) {
    boolean some = upshots.stream().anyMatch(Upshot::isFailure);
    int from = Math.max(0, upshots.size() - TAIL);
    return some && !upshots.subList(from, upshots.size()).stream().allMatch(Upshot::isFailure);
  }

  private static int lastInARow(List<Upshot> upshots) {
    int from = upshots.size();
    while (from > 0 && upshots.get(from - 1).isFailure()) from--;
    return upshots.size() - from;
  }

  private static void firstVerdict(
      Visit visit, Answer answer, List<Attempt> seen, Likelihood likelihood, String under,
      Optional<Condition> condition) {
    for (Attempt attempt : seen) {
      Optional<Verdict> verdict = visit.outcome(attempt).verdict();
      if (verdict.isEmpty()) continue;
      answer.conclude(
          new Conclusion(
              verdict.get(), under, condition, List.of(), visit.recorded(attempt), likelihood,
              Optional.empty()));
      return;
    }
  }

  private static String rate(Plan plan) {
    return "%.4g".formatted(plan.perSecond()).replaceAll("\\.?0+$", "");
  }
}
