package dev.fivetwenty.doctor.probe;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.doctor.Answer;
import dev.fivetwenty.doctor.Conclusion;
import dev.fivetwenty.doctor.Likelihood;
import dev.fivetwenty.doctor.Plan;
import dev.fivetwenty.doctor.Probe;
import dev.fivetwenty.doctor.Upshot;
import dev.fivetwenty.doctor.Visit;
import dev.fivetwenty.origin.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Sends the same request again and again, at a stated rate, and counts.
final class Repetition implements Probe {

  private static final int TOO_MANY_REQUESTS = 429;

  /// That many refusals at the end, and none before, are no accident but a limit.
  private static final int TAIL = 3;

  @Override
  public String name() {
    return "repetition";
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
    if (visit.main().isEmpty()) return Optional.of("the request itself has no answer yet");
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
        if (visit.plan().untilFail() && visit.outcome(attempt).isFailure()) break;
      }
    } finally {
      conclude(visit, answer, seen);
    }
  }

  private static void conclude(Visit visit, Answer answer, List<Attempt> seen) {
    List<Upshot> upshots = seen.stream().map(visit::outcome).toList();
    int failed = (int) upshots.stream().filter(Upshot::isFailure).count();
    Likelihood likelihood = Likelihood.of(failed, upshots.size());
    answer.fact("tried", upshots.size()).fact("failed", failed);
    answer.fact("low", likelihood.low()).fact("high", likelihood.high());
    answer.fact("perSecond", visit.plan().perSecond());
    answer.fact("outcomes", upshots.stream().map(Upshot::toString).toList());
    answer.summary("%s failed, at up to %s a second", likelihood, rate(visit.plan()));
    if (isLimited(upshots)) {
      limited(visit, answer, seen, upshots);
    } else if (failed > 0 && failed < upshots.size()) {
      String text = "the same request failed in %s".formatted(likelihood);
      answer.warn(Cause.INTERMITTENT, text);
      String under = "the same request, in %d of %d".formatted(failed, upshots.size());
      firstVerdict(visit, answer, seen, likelihood, under);
    }
  }

  private static boolean isLimited(List<Upshot> upshots) {
    if (upshots.getFirst().isRefusal()) return false;
    if (upshots.stream().anyMatch(u -> u.status() == TOO_MANY_REQUESTS)) return true;
    int good = firstRefusal(upshots);
    return upshots.size() - good >= TAIL
        && upshots.subList(good, upshots.size()).stream().allMatch(Upshot::isRefusal);
  }

  private static int firstRefusal(List<Upshot> upshots) {
    int i = 0;
    while (i < upshots.size() && !upshots.get(i).isRefusal()) i++;
    return i;
  }

  private static void limited(
      Visit visit, Answer answer, List<Attempt> seen, List<Upshot> upshots) {
    int first = firstRefusal(upshots);
    int before = 0;
    for (var recorded : visit.log()) {
      if (recorded.attempt() == seen.get(first)) break;
      before++;
    }
    String text =
        "after %d requests of this examination the origin answers with %s"
            .formatted(before, upshots.get(first));
    answer.summary("%s", text).fact("limitedAfter", before);
    answer.warn(Cause.RATE_LIMITED, text);
    int failed = (int) upshots.stream().filter(Upshot::isFailure).count();
    firstVerdict(visit, answer, seen, Likelihood.of(failed, seen.size()), text);
  }

  private static void firstVerdict(
      Visit visit, Answer answer, List<Attempt> seen, Likelihood likelihood, String under) {
    for (Attempt attempt : seen) {
      Optional<Verdict> verdict = visit.outcome(attempt).verdict();
      if (verdict.isEmpty()) continue;
      answer.conclude(
          new Conclusion(
              verdict.get(), under, List.of(), visit.recorded(attempt), likelihood,
              Optional.empty()));
      return;
    }
  }

  private static String rate(Plan plan) {
    return "%.4g".formatted(plan.perSecond()).replaceAll("\\.?0+$", "");
  }
}
