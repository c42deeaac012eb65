package dev.fivetwenty.doctor.probe.contrast;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Evidence;
import dev.fivetwenty.cause.Finding.Severity;
import dev.fivetwenty.doctor.Answer;
import dev.fivetwenty.doctor.Likelihood;
import dev.fivetwenty.doctor.Probe;
import dev.fivetwenty.doctor.Visit;
import dev.fivetwenty.doctor.asking.Oddity;
import dev.fivetwenty.doctor.asking.Plan;
import dev.fivetwenty.doctor.asking.Upshot;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.KeptConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Leaves a connection idle and sees when the origin closes it; if it does not, uses it again.
///
/// One connection is watched, not a ladder of them: the close itself says when it came.
public final class IdleTime implements Probe {

  private static final Duration ASKING = Duration.ofSeconds(11);

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public String question() {
    return "how long does the origin keep an idle connection?";
  }

  @Override
  public Manner manner() {
    return Manner.WAITING;
  }

  @Override
  public Duration limit(Plan plan) {
    return watch(plan).plus(ASKING);
  }

  @Override
  public Optional<String> obstacle(Visit visit) {
    Upshot outcome = visit.mainOutcome();
    if (outcome.verdict().isPresent() || outcome.isSilent()) {
      return Optional.of("the request itself fails");
    }
    return visit.noHttp().or(visit::unsafe);
  }

  @Override
  public void run(Visit visit, Answer answer) throws InterruptedException {
    Duration watch = watch(visit.plan());
    Attempt first = visit.ask(visit.asking().keptOpen());
    // What comes before we read again looks as if it had come with the reply; seldom twice.
    if (Oddity.isFollowed(first)) first = visit.ask(visit.asking().keptOpen());
    visit.demandWhole(first);
    Upshot upshot = visit.outcome(first);
    if (upshot.verdict().isPresent() || upshot.isSilent()) {
      answer.untold("a first request ends in %s", upshot);
      return;
    }
    if (first.kept().isEmpty()) {
      answer.fact("keptOpen", false).summary("not at all: %s", visit.whyNotKept(first));
      return;
    }
    KeptConnection kept = first.kept().get();
    answer.fact("keptOpen", true).fact("watchedMillis", watch.toMillis());
    var disturbed = visit.time().await(kept.whenDisturbed(), watch);
    if (disturbed.isEmpty()) {
      answer.summary("longer than %s", text(watch));
      useAgain(visit, answer, kept, watch);
    } else {
      tell(visit, answer, disturbed.get());
    }
  }

  private static void tell(Visit visit, Answer answer, KeptConnection.Idle idle) {
    answer.fact("millis", idle.after().toMillis()).fact("reset", idle.reset());
    if (idle.unsolicited().length > 0) {
      answer.warn(
          Cause.IDLE_UNSOLICITED_BYTES,
          "%s after the reply, %s came without a request"
              .formatted(text(idle.after()), Oddity.unsolicited(idle)));
    }
    if (!idle.closed()) {
      answer.summary("it sent bytes after %s", text(idle.after()));
      return;
    }
    if (idle.unsolicited().length == 0 && idle.after().compareTo(Visit.SETTLE) < 0) {
      answer.summary("not at all: the origin closes the connection after its reply");
      return;
    }
    answer.summary("%s, then it closes", text(idle.after()));
    Duration pool = visit.plan().profile().timeouts().idlePool();
    if (idle.after().compareTo(pool) >= 0) return;
    String text =
        "the origin closes an idle connection after %s, an edge (%s) keeps it for %s"
            .formatted(text(idle.after()), visit.plan().profile().name(), text(pool));
    answer.find(
        Cause.KEEPALIVE_SHORT, Severity.WARNING, text,
        new Evidence.Measured(
            "idle time", idle.after().toMillis(), pool.toMillis(), "ms", List.of()));
  }

  private static void useAgain(
      Visit visit, Answer answer, KeptConnection kept, Duration watch)
      throws InterruptedException {
    Attempt next =
        visit.askOn(kept, visit.asking().label("after " + text(watch) + " of idleness"));
    Upshot upshot = visit.outcome(next);
    answer.fact("next", upshot.toString());
    answer.summary("longer than %s, and the next request ends in %s", text(watch), upshot);
    if (upshot.isLike(visit.mainOutcome())) return;
    if (!visit.isSteady() || visit.isIntermittent()) {
      answer.untold(
          "after %s the next request ends in %s, but without a wait it does not end alike, either",
          text(watch), upshot);
      return;
    }
    var contrast = new Contrast(visit.asking(), next, upshot);
    if (upshot.isSilent()) {
      String text = "a request on a connection idle for %s has no answer".formatted(text(watch));
      answer.summary("longer than %s, but %s", text(watch), text).warn(contrast.pending(), text);
      return;
    }
    contrast
        .conclusion(
            visit, "a connection idle for " + text(watch),
            Contrast.reuse(visit, "only on a connection idle for " + text(watch)), Likelihood.of(1, 1))
        .ifPresent(answer::conclude);
  }

  private static Duration watch(Plan plan) {
    return plan.idleSweep() ? plan.profile().timeouts().idlePool() : Plan.SHORT_IDLE;
  }

  private static String text(Duration duration) {
    long tenths = Math.round(duration.toMillis() / 100.0);
    return tenths % 10 == 0 ? tenths / 10 + " s" : tenths / 10 + "." + tenths % 10 + " s";
  }
}
