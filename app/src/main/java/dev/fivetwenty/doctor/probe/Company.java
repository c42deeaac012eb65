package dev.fivetwenty.doctor.probe;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.doctor.Answer;
import dev.fivetwenty.doctor.Conclusion;
import dev.fivetwenty.doctor.Condition;
import dev.fivetwenty.doctor.Likelihood;
import dev.fivetwenty.doctor.Visit;
import dev.fivetwenty.doctor.asking.Recorded;
import java.util.List;
import java.util.Optional;

/// How the same request fared alone and beside others of the examination.
///
/// Where answers take long the examination asks several things at once, and may itself be what an
/// origin with few workers does not take.
///
/// @param beside sent while another request was under way, those of the concurrency ramp included
/// @param failed of those
/// @param alone  sent alone, and all well
record Company(List<Recorded> beside, List<Recorded> failed, int alone) {

  /// Chance at most, were company no reason, that all failures fall on requests that had some.
  private static final double RARE = 0.05;

  /// Requests sent alone at the end to tell company from chance.
  private static final int MOST_ALONE = 5;

  static Company of(Visit visit) {
    List<Recorded> same =
        visit.log().stream()
            .filter(r -> r.isAsAsked() || r.probe().equals(ConcurrencyRamp.NAME))
            .filter(r -> !visit.outcome(r.attempt()).isUnfinished())
            .toList();
    List<Recorded> beside = same.stream().filter(r -> !r.isAlone()).toList();
    return new Company(
        beside, beside.stream().filter(r -> visit.outcome(r.attempt()).isFailure()).toList(),
        visit.isCrowded() ? same.size() - beside.size() : 0);
  }

  /// Sends the request alone until that fails, too. Stopping as soon as company looks guilty would
  /// find it guilty too often.
  static void askAlone(Visit visit) throws InterruptedException {
    for (int i = 0; i < MOST_ALONE && visit.isCrowded(); i++) {
      visit.ask(visit.asking());
    }
  }

  /// True when none failed alone, and too many did beside others for chance.
  boolean isToBlame() {
    double chance = 1;
    int all = alone + beside.size();
    for (int i = 0; i < failed.size(); i++) chance *= (double) (beside.size() - i) / (all - i);
    return alone > 0 && !failed.isEmpty() && chance <= RARE;
  }

  void tell(Visit visit, Answer answer) {
    String text =
        "of %d requests beside others %d failed, of %d alone none"
            .formatted(beside.size(), failed.size(), alone);
    answer.summary("yes, but %s", text);
    answer.warn(Cause.FAILS_UNDER_CONCURRENCY, text);
    int least = failed.stream().mapToInt(Recorded::atOnce).min().orElseThrow();
    var condition =
        Condition.of(
            "only when %d requests come at once".formatted(least), Cause.FAILS_UNDER_CONCURRENCY);
    for (Recorded one : failed) {
      visit.outcome(one.attempt()).verdict().ifPresent(
          verdict -> answer.conclude(
              new Conclusion(
                  verdict, least + " requests at once", Optional.of(condition), List.of(), one,
                  Likelihood.of(failed.size(), beside.size()), Optional.empty())));
    }
  }
}
