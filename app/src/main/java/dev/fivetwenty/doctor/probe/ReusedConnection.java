package dev.fivetwenty.doctor.probe;

import dev.fivetwenty.doctor.Answer;
import dev.fivetwenty.doctor.Conclusion;
import dev.fivetwenty.doctor.Likelihood;
import dev.fivetwenty.doctor.Probe;
import dev.fivetwenty.doctor.Upshot;
import dev.fivetwenty.doctor.Visit;
import dev.fivetwenty.origin.Attempt;
import java.util.List;
import java.util.Optional;

/// Sends the same request several times on one connection, as an edge's pool does.
final class ReusedConnection implements Probe {

  /// Requests on the connection: the second finds a late close, the third a limit per connection.
  private static final int TIMES = 3;

  @Override
  public String name() {
    return "reuse";
  }

  @Override
  public String question() {
    return "can a connection carry several requests?";
  }

  @Override
  public Manner manner() {
    return Manner.ALONE;
  }

  @Override
  public Optional<String> obstacle(Visit visit) {
    if (visit.main().isEmpty()) return Optional.of("the request itself has no answer yet");
    if (visit.mainOutcome().verdict().isPresent()) {
      return Optional.of("the request itself fails");
    }
    return visit.noHttp().or(visit::unsafe);
  }

  @Override
  public void run(Visit visit, Answer answer) throws InterruptedException {
    Attempt last = visit.ask(visit.asking().keptOpen());
    int answered = 1;
    while (answered < TIMES) {
      Optional<Attempt> next =
          visit.askNext(last, visit.asking().label("on a used connection").keptOpen());
      if (next.isEmpty()) {
        answer.summary("%s", answered == 1 ? "no, the origin closes after each reply"
            : "no, the origin closes after %d".formatted(answered));
        answer.fact("requests", answered);
        return;
      }
      last = next.get();
      Upshot upshot = visit.outcome(last);
      if (!upshot.isLike(visit.mainOutcome()) && upshot.isFailure()) {
        failed(visit, answer, last, upshot, answered + 1);
        return;
      }
      answered++;
      answer.fact("requests", answered).summary("yes, %d were answered alike", answered);
    }
  }

  private static void failed(
      Visit visit, Answer answer, Attempt attempt, Upshot upshot, int which) {
    String under = "request %d on one connection".formatted(which);
    answer.fact("requests", which - 1);
    answer.summary("%s ends in %s", under, upshot);
    upshot.verdict().ifPresent(
        verdict -> answer.conclude(
            new Conclusion(
                verdict, under, List.of(), visit.recorded(attempt), Likelihood.of(1, 1),
                Optional.empty())));
  }
}
