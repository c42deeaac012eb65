package dev.fivetwenty.doctor.probe;

import dev.fivetwenty.cause.Stage;
import dev.fivetwenty.cause.Timeline;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.doctor.Answer;
import dev.fivetwenty.doctor.Probe;
import dev.fivetwenty.doctor.Visit;
import dev.fivetwenty.doctor.asking.Upshot;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.wire.WireReport;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// Says how much content the request itself brought, how fast, and whether it was read whole. Sends
/// nothing.
final class LargeResponse implements Probe {

  @Override
  public String name() {
    return "content";
  }

  @Override
  public String question() {
    return "does the content come whole?";
  }

  @Override
  public Manner manner() {
    return Manner.ALONE;
  }

  @Override
  public Optional<String> obstacle(Visit visit) {
    boolean answered = visit.main().flatMap(Upshot::head).isPresent();
    return answered ? Optional.empty() : Optional.of("no whole response head came");
  }

  @Override
  public void run(Visit visit, Answer answer) {
    Attempt main = visit.main().orElseThrow();
    WireReport reply = main.observation().reply().orElseThrow();
    answer.fact("framing", reply.framing().name().toLowerCase(Locale.ROOT));
    answer.fact("declaredBytes", reply.declaredBytes()).fact("contentBytes", reply.contentBytes());
    Timeline timeline = main.timeline();
    if (!timeline.lastByte().isNegative() && !timeline.headEnd().isNegative()) {
      Duration took = timeline.lastByte().minus(timeline.headEnd());
      answer.fact("millis", took.toMillis());
    }
    if (visit.outcome(main).cut()) {
      answer.summary("%d bytes", reply.contentBytes());
      visit.demandWhole(main);
      return;
    }
    Optional<Verdict> verdict = visit.outcome(main).verdict();
    if (verdict.isEmpty()) {
      answer.summary("yes, %d bytes", reply.contentBytes());
    } else if (verdict.get().stage().compareTo(Stage.BODY) < 0) {
      answer.untold("after %s it is not read", verdict.get().cause().slug());
    } else {
      answer.blame(verdict.get()).summary("no, %d bytes came", reply.contentBytes());
    }
  }
}
