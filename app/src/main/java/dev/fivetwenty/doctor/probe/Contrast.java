package dev.fivetwenty.doctor.probe;

import dev.fivetwenty.doctor.Asking;
import dev.fivetwenty.doctor.Conclusion;
import dev.fivetwenty.doctor.Likelihood;
import dev.fivetwenty.doctor.Upshot;
import dev.fivetwenty.doctor.Visit;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.RequestBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The request with something changed, beside the request as asked.
///
/// A difference only counts when the request as asked still ends as before and the changed one ends
/// the same way twice: else a fault that comes and goes would be blamed on the change.
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
    Attempt attempt = visit.ask(asking);
    return new Contrast(asking, attempt, visit.outcome(attempt));
  }

  /// Asks one after the other; together where answers are slow, not to wait
  /// for each. Ends at the first silence, which is asked about before more time goes.
  static List<Contrast> each(Visit visit, List<Asking> all) throws InterruptedException {
    var contrasts = new ArrayList<Contrast>();
    if (visit.main().isPresent() && !visit.isSlow()) {
      for (Asking asking : all) {
        contrasts.add(of(visit, asking));
        if (contrasts.getLast().upshot.isSilent()) break;
      }
      return contrasts;
    }
    List<Attempt> attempts = visit.askTogether(all);
    for (int i = 0; i < all.size(); i++) {
      Attempt attempt = attempts.get(i);
      contrasts.add(new Contrast(all.get(i), attempt, visit.outcome(attempt)));
    }
    return contrasts;
  }

  boolean differs(Visit visit) {
    return upshot.differs(visit.mainOutcome());
  }

  /// Asks both again, as far as there is a difference at all.
  Proof proof(Visit visit) throws InterruptedException {
    if (upshot.isUnfinished()) return Proof.UNSETTLED;
    if (!differs(visit)) return Proof.NO_DIFFERENCE;
    if (!visit.isSteady()) return Proof.UNSETTLED;
    Upshot again = visit.outcome(visit.ask(asking));
    return again.isLike(upshot) ? Proof.DUE_TO_CHANGE : Proof.UNSETTLED;
  }

  /// True when the change makes a good request fail, or be refused.
  boolean isWorse(Visit visit) {
    return upshot.isRefusal() && !visit.mainOutcome().isRefusal();
  }

  /// Returns the verdict under a change that was seen so often; empty when there is none.
  Optional<Conclusion> conclusion(Visit visit, String under, Likelihood likelihood) {
    return upshot.verdict()
        .map(verdict -> new Conclusion(
            verdict, under, List.of(), visit.recorded(attempt), likelihood, Optional.empty()));
  }

  /// Returns the verdict under a proved change; empty when there is none.
  Optional<Conclusion> conclusion(Visit visit, String under, List<RequestBytes.Line> smallest) {
    return upshot.verdict()
        .map(verdict -> new Conclusion(
            verdict, under, smallest, visit.recorded(attempt), Likelihood.of(2, 2),
            Optional.empty()));
  }
}
