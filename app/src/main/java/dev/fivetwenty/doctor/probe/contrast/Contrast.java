package dev.fivetwenty.doctor.probe.contrast;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.cause.Unfinished;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.doctor.Conclusion;
import dev.fivetwenty.doctor.Condition;
import dev.fivetwenty.doctor.Likelihood;
import dev.fivetwenty.doctor.Visit;
import dev.fivetwenty.doctor.asking.Asking;
import dev.fivetwenty.doctor.asking.Upshot;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.RequestBytes;
import java.util.List;
import java.util.Optional;

/// The request with something changed, beside the request as asked.
///
/// A difference only counts when the request as asked still ends as before and the changed one ends
/// the same way twice: else a fault that comes and goes would be blamed on the change. Where the
/// request as asked was seen to come and go, it is not compared at all.
///
/// @param attempt the first with the change
/// @param upshot  what came of it
record Contrast(Asking asking, Attempt attempt, Upshot upshot) {

  /// Whether a difference is due to the change.
  enum Proof {
    NO_DIFFERENCE,
    DUE_TO_CHANGE,
    /// The request as asked, or the changed one, did not end the same way again.
    UNSETTLED
  }

  static Contrast of(Visit visit, Asking asking) throws InterruptedException {
    return of(visit, asking, visit.ask(asking));
  }

  /// What has not ended is compared with nothing.
  private static Contrast of(Visit visit, Asking asking, Attempt attempt)
      throws InterruptedException {
    visit.awaitMain();
    return new Contrast(asking, attempt, visit.outcome(attempt));
  }

  /// Asks the first, then the others: one after the other, or together where answers are slow, not
  /// to wait for each. Ends at the first silence, and where answers are slow at the first
  /// difference: that is asked about before more time goes.
  ///
  /// @param contrasts gets each as soon as it is known
  static void each(Visit visit, List<Asking> all, List<Contrast> contrasts)
      throws InterruptedException {
    contrasts.add(of(visit, all.getFirst()));
    List<Asking> others = all.subList(1, all.size());
    if (visit.isSlow()) {
      if (contrasts.getFirst().differs(visit)) return;
      List<Attempt> attempts = visit.askTogether(others);
      for (int i = 0; i < others.size(); i++) {
        contrasts.add(of(visit, others.get(i), attempts.get(i)));
      }
      return;
    }
    for (Asking asking : others) {
      if (contrasts.getLast().upshot.isSilent()) break;
      contrasts.add(of(visit, asking));
    }
  }

  boolean differs(Visit visit) {
    return upshot.differs(visit.mainOutcome());
  }

  /// Asks both again, as far as there is a difference at all.
  Proof proof(Visit visit) throws InterruptedException {
    if (upshot.isUnfinished()) return Proof.UNSETTLED;
    if (!differs(visit)) return Proof.NO_DIFFERENCE;
    if (visit.isIntermittent() || !visit.isSteady()) return Proof.UNSETTLED;
    Upshot again = visit.outcome(visit.ask(asking));
    return again.isLike(upshot) ? Proof.DUE_TO_CHANGE : Proof.UNSETTLED;
  }

  /// True when the change makes a good request fail, be refused, or go without an answer.
  boolean isWorse(Visit visit) {
    return isAway(upshot) && !isAway(visit.mainOutcome());
  }

  /// Returns what a silence is if nothing more comes: the network is to be told from the server.
  Cause pending() {
    Judgement judgement = attempt.judgement();
    return judgement.verdict().or(() -> judgement.unfinished().map(Unfinished::pending))
        .map(Verdict::cause).orElse(Cause.UNDETERMINED);
  }

  private static boolean isAway(Upshot upshot) {
    return upshot.isRefusal() || upshot.isSilent();
  }

  /// Returns the condition of a fault that only a used connection shows. A server that closes after its
  /// own 5xx, as a proxy does without its back end, is mended by mending that.
  ///
  /// @param when without the 5xx
  static Condition reuse(Visit visit, String when) {
    int status = visit.mainOutcome().status();
    if (status < 500) return Condition.of(when);
    return Condition.of(
        "after the %d that the origin itself answers, %s".formatted(status, when),
        Cause.ORIGIN_5XX);
  }

  /// Returns the verdict under a change that was seen so often; empty when there is none.
  Optional<Conclusion> conclusion(
      Visit visit, String under, Condition condition, Likelihood likelihood) {
    return conclusion(visit, under, condition, List.of(), likelihood);
  }

  /// Returns the verdict under a proved change; empty when there is none.
  Optional<Conclusion> conclusion(
      Visit visit, String under, Condition condition, List<RequestBytes.Line> smallest) {
    return conclusion(visit, under, condition, smallest, Likelihood.of(2, 2));
  }

  private Optional<Conclusion> conclusion(
      Visit visit, String under, Condition condition, List<RequestBytes.Line> smallest,
      Likelihood likelihood) {
    return upshot.verdict()
        .map(verdict -> new Conclusion(
            verdict, under, Optional.of(condition), smallest, visit.recorded(attempt), likelihood,
            Optional.empty()));
  }

  /// True when the change makes a request answered that fails, or is refused, without.
  boolean isBetter(Visit visit) {
    return visit.mainOutcome().isRefusal() && !upshot.isRefusal() && !upshot.isSilent();
  }
}
