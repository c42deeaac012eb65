package dev.fivetwenty.doctor.replay;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.doctor.Likelihood;
import dev.fivetwenty.doctor.asking.Upshot;
import dev.fivetwenty.origin.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What came of a replay.
///
/// @param expected    the cause that the request ended in when it was recorded
/// @param attempts    in order, without those that only opened a connection
/// @param interrupted ended before all were sent
public record Replayed(
    ReplayPlan plan,
    Optional<Cause> expected,
    List<Attempt> attempts,
    Instant started,
    Duration took,
    boolean interrupted) {

  /// Returns how often it ended as it did then, of how often that could be told.
  public Likelihood likelihood() {
    int told = (int) attempts.stream().filter(Replayed::isTold).count();
    return Likelihood.of((int) attempts.stream().filter(this::isAgain).count(), told);
  }

  /// Returns an attempt that ended as the recorded one did.
  public Optional<Attempt> proof() {
    return attempts.stream().filter(this::isAgain).findFirst();
  }

  /// Returns how often each outcome was seen, the most frequent first: a cause's slug, a status, or
  /// `not read to its end`.
  public Map<String, Integer> outcomes() {
    var counts = new LinkedHashMap<String, Integer>();
    for (Attempt attempt : attempts) counts.merge(outcome(attempt), 1, Integer::sum);
    var sorted = new LinkedHashMap<String, Integer>();
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }

  /// Returns the verdicts there were, the recorded cause or another.
  public List<Verdict> verdicts() {
    return attempts.stream().flatMap(a -> a.judgement().verdict().stream()).toList();
  }

  private boolean isAgain(Attempt attempt) {
    return isTold(attempt) && attempt.judgement().verdict().map(Verdict::cause).equals(expected);
  }

  /// False where our own limit on the whole attempt came first.
  private static boolean isTold(Attempt attempt) {
    return attempt.judgement().unfinished().isEmpty();
  }

  private static String outcome(Attempt attempt) {
    Optional<Verdict> verdict = attempt.judgement().verdict();
    if (verdict.isPresent()) return verdict.get().cause().slug();
    int status = Upshot.status(attempt);
    return isTold(attempt) && status > 0 ? String.valueOf(status) : "not read to its end";
  }
}
