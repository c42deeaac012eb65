package dev.fivetwenty.doctor.probe;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Evidence;
import dev.fivetwenty.cause.Finding;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.doctor.Answer;
import dev.fivetwenty.doctor.Asking;
import dev.fivetwenty.doctor.Conclusion;
import dev.fivetwenty.doctor.Likelihood;
import dev.fivetwenty.doctor.Upshot;
import dev.fivetwenty.doctor.Visit;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.KeptConnection;
import dev.fivetwenty.wire.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A reply without content, and the request after it on the same connection: stray bytes of the
/// first would be read as the beginning of the second.
final class NextOnConnection {

  /// Stray bytes follow their head at once; who waits longer than this sends on purpose.
  private static final Duration STRAY = Duration.ofMillis(150);

  /// Points out what followed the head of `first`, then asks again and says how that ended.
  static String examine(Visit visit, Answer answer, Attempt first, String what)
      throws InterruptedException {
    for (Violation glitch : first.judgement().glitches()) strayBytes(answer, glitch);
    Optional<KeptConnection> kept = first.kept();
    if (kept.isEmpty()) {
      answer.fact("reused", false);
      return "the connection was not kept open after it";
    }
    answer.fact("reused", true);
    Optional<KeptConnection.Idle> disturbed = disturbance(kept.get());
    disturbed.filter(idle -> idle.unsolicited().length > 0).ifPresent(idle -> answer.warn(
        Cause.IDLE_UNSOLICITED_BYTES,
        "%d bytes followed %s, which has no content".formatted(idle.unsolicited().length, what)));
    Asking asking = visit.asking().label("the request as asked, after " + what);
    Attempt next = visit.askOn(kept.get(), asking);
    Upshot upshot = visit.outcome(next);
    answer.fact("next", upshot.toString());
    if (upshot.isLike(visit.mainOutcome())) return "the next request is answered as usual";
    conclude(visit, answer, next, upshot, "the next request on the connection, after " + what);
    return "the next request on the connection ends in " + upshot;
  }

  private static void strayBytes(Answer answer, Violation glitch) {
    Cause cause = Cause.of(glitch.rule());
    switch (cause) {
      case BODYLESS_204, BODYLESS_205, BODYLESS_304, BODYLESS_HEAD, BODY_EXCESS ->
          answer.find(
              new Finding(
                  cause, Finding.Severity.WARNING, cause.summary(),
                  new Evidence.Bytes(glitch, ""),
                  OptionalLong.of(glitch.offset())));
      default -> { }
    }
  }

  private static void conclude(
      Visit visit, Answer answer, Attempt next, Upshot upshot, String under) {
    if (visit.mainOutcome().isRefusal()) return;
    Optional<Verdict> verdict = upshot.verdict();
    verdict.ifPresent(
        v -> answer.conclude(
            new Conclusion(
                v, under, List.of(), visit.recorded(next), Likelihood.of(1, 1),
                Optional.empty())));
  }

  private static Optional<KeptConnection.Idle> disturbance(KeptConnection kept)
      throws InterruptedException {
    try {
      return Optional.of(kept.whenDisturbed().get(STRAY.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an idle connection failed instead of saying why", e);
    }
  }

  private NextOnConnection() {}
}
