package dev.fivetwenty.doctor.probe;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.doctor.Answer;
import dev.fivetwenty.doctor.Conclusion;
import dev.fivetwenty.doctor.Condition;
import dev.fivetwenty.doctor.Likelihood;
import dev.fivetwenty.doctor.Probe;
import dev.fivetwenty.doctor.Visit;
import dev.fivetwenty.doctor.asking.Asking;
import dev.fivetwenty.doctor.asking.Upshot;
import dev.fivetwenty.origin.Attempt;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sends the request several times at once, more each time, until one fails or the ramp ends.
final class ConcurrencyRamp implements Probe {

  private static final List<Integer> STEPS = List.of(2, 6);

  /// Where answers take long there may be time for one step, so it is the one that tells most.
  private static final List<Integer> SLOW_STEPS = List.of(6);

  static final String NAME = "concurrency";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String question() {
    return "are several requests at once answered like one?";
  }

  @Override
  public Manner manner() {
    return Manner.CROWDING;
  }

  @Override
  public Optional<String> obstacle(Visit visit) {
    return visit.unwell().or(visit::noHttp).or(visit::unsafe);
  }

  @Override
  public void run(Visit visit, Answer answer) throws InterruptedException {
    Map<String, Object> steps = new LinkedHashMap<>();
    answer.fact("steps", steps);
    for (int step : visit.isSlow() ? SLOW_STEPS : STEPS) {
      Asking asking = visit.asking().label(step + " at once");
      List<Attempt> attempts = visit.askTogether(Collections.nCopies(step, asking));
      List<Upshot> upshots = attempts.stream().map(visit::outcome).toList();
      steps.put(Integer.toString(step), upshots.stream().map(Upshot::toString).toList());
      if (upshots.stream().anyMatch(Upshot::isRefusal)) {
        settle(visit, answer, attempts, upshots);
        return;
      }
      if (upshots.stream().anyMatch(Upshot::isSilent)) {
        answer.untold("of %d at once not all were answered in time", step);
        return;
      }
      answer.summary("yes, %d at once", step);
    }
  }

  /// A single request afterwards tells a limit on concurrency from one on the number of requests.
  private static void settle(
      Visit visit, Answer answer, List<Attempt> attempts, List<Upshot> upshots)
      throws InterruptedException {
    int failed = (int) upshots.stream().filter(Upshot::isRefusal).count();
    Upshot single = visit.outcome(visit.ask(visit.asking()));
    answer.fact("afterwards", single.toString());
    if (visit.isIntermittent()) {
      // Whether it is chance or the company is told in the end, from all that was asked.
      answer.untold("the same request fails now and then anyway");
      return;
    }
    if (single.isRefusal()) {
      answer.untold("a single request fails as well by now");
      return;
    }
    int first = 0;
    while (!upshots.get(first).isRefusal()) first++;
    String text =
        "of %d requests at once %d fail (%s), a single one does not"
            .formatted(upshots.size(), failed, upshots.get(first));
    answer.summary("no: %s", text);
    answer.warn(Cause.FAILS_UNDER_CONCURRENCY, text);
    int many = upshots.size();
    var condition =
        Condition.of(
            "only when %d requests come at once".formatted(many), Cause.FAILS_UNDER_CONCURRENCY);
    for (int i = 0; i < attempts.size(); i++) {
      Attempt attempt = attempts.get(i);
      upshots.get(i).verdict().ifPresent(
          verdict -> answer.conclude(
              new Conclusion(
                  verdict, "%d requests at once".formatted(many), Optional.of(condition),
                  List.of(), visit.recorded(attempt), Likelihood.of(failed, many),
                  Optional.empty())));
    }
  }
}
