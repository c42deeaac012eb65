package dev.fivetwenty.doctor.probe.contrast;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.doctor.Answer;
import dev.fivetwenty.doctor.Condition;
import dev.fivetwenty.doctor.Visit;
import dev.fivetwenty.doctor.asking.Asking;
import dev.fivetwenty.doctor.asking.Oddity;
import dev.fivetwenty.doctor.asking.Upshot;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.KeptConnection;
import dev.fivetwenty.wire.Violation;
import java.util.List;
import java.util.Optional;

/// A reply without content, and the request after it on the same connection: stray bytes of the
/// first would be read as the beginning of the second.
final class NextOnConnection {

  /// Points out what followed the head of `first`, then asks again and says how that ended.
  static String examine(Visit visit, Answer answer, Asking asking, Attempt first)
      throws InterruptedException {
    List<Violation> glitches = first.judgement().glitches();
    glitches.stream().map(Violation::rule).distinct().map(Cause::of).filter(Oddity::isPoison)
        .forEach(cause -> answer.find(Oddity.of(cause, glitches)));
    answer.fact("keptOpen", first.kept().isPresent());
    if (first.kept().isEmpty()) return visit.whyNotKept(first);
    Optional<KeptConnection.Idle> disturbed =
        visit.time().await(first.kept().get().whenDisturbed(), Visit.SETTLE);
    disturbed.filter(idle -> idle.unsolicited().length > 0).ifPresent(idle -> answer.warn(
        Cause.IDLE_UNSOLICITED_BYTES,
        "%s followed the reply to %s, which has no content"
            .formatted(Oddity.unsolicited(idle), asking.label())));
    if (disturbed.isPresent()) return visit.whyNotKept(first);
    Asking next = visit.asking().label("the request as asked, after " + asking.label());
    Attempt second = visit.askOn(first.kept().get(), next);
    Upshot upshot = visit.outcome(second);
    answer.fact("next", upshot.toString());
    if (upshot.isLike(visit.mainOutcome())) return "the next request is answered as usual";
    return fails(visit, answer, asking, next, new Contrast(next, second, upshot));
  }

  /// The whole sequence must fail again before it is blamed.
  private static String fails(
      Visit visit, Answer answer, Asking asking, Asking next, Contrast contrast)
      throws InterruptedException {
    String text = "the next request on the connection ends in " + contrast.upshot();
    if (!contrast.isWorse(visit)) return text;
    if (!visit.isSteady()) return text + ", but so does any request by now";
    Optional<Attempt> again = visit.askNext(visit.ask(asking), next);
    boolean proved =
        again.filter(a -> visit.outcome(a).isLike(contrast.upshot())).isPresent();
    if (!proved) return text + ", though not when tried again";
    String after = "after %s on the same connection".formatted(asking.label());
    if (contrast.upshot().isSilent()) {
      answer.warn(contrast.pending(), "the same request has no answer " + after);
    }
    contrast
        .conclusion(
            visit, next.label() + " on the same connection", Condition.of("only " + after),
            List.of())
        .ifPresent(answer::conclude);
    return text;
  }

  private NextOnConnection() {}
}
