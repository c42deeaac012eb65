package dev.fivetwenty.doctor.probe.contrast;

import dev.fivetwenty.doctor.Answer;
import dev.fivetwenty.doctor.Probe;
import dev.fivetwenty.doctor.Visit;
import dev.fivetwenty.doctor.asking.Asking;
import dev.fivetwenty.doctor.asking.Upshot;
import dev.fivetwenty.origin.Attempt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Sends the same request several times on one connection, as an edge's pool does.
public final class ReusedConnection implements Probe {

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
  public boolean isEarly() {
    return true;
  }

  @Override
  public Optional<String> obstacle(Visit visit) {
    // It is asked before the request itself has ended, too.
    if (visit.main().isPresent() && isFailing(visit)) {
      return Optional.of("the request itself fails");
    }
    return visit.noHttp().or(visit::unsafe);
  }

  @Override
  public void run(Visit visit, Answer answer) throws InterruptedException {
    List<Attempt> sequence = sequence(visit, answer);
    if (isFailing(visit)) {
      answer.untold("the request itself fails");
      return;
    }
    Attempt last = sequence.getLast();
    Upshot upshot = visit.outcome(last);
    if (isAsBefore(visit, upshot)) {
      visit.demandWhole(last);
      boolean whole = sequence.size() == TIMES;
      answer.summary(
          whole ? "yes, %d were answered alike" : "after %d: %s",
          sequence.size(), visit.whyNotKept(last));
      return;
    }
    answer.summary("request %d on one connection ends in %s", sequence.size(), upshot);
    String under = "request %d on one connection".formatted(sequence.size());
    if (!visit.isSteady() || visit.isIntermittent()) {
      answer.untold("%s ends in %s, but on new ones it does not end alike, either", under, upshot);
      return;
    }
    List<Attempt> again = sequence(visit, new Answer());
    if (!visit.outcome(again.getLast()).isLike(upshot)) {
      answer.untold("%s ended in %s, though not when tried again", under, upshot);
      return;
    }
    var contrast = new Contrast(visit.asking(), last, upshot);
    if (upshot.isSilent()) answer.warn(contrast.pending(), under + " has no answer");
    contrast.conclusion(visit, under, Contrast.reuse(visit, "only as " + under), List.of())
        .ifPresent(answer::conclude);
  }

  /// Returns the attempts on one connection up to the first that fails or is not kept open.
  private static List<Attempt> sequence(Visit visit, Answer answer) throws InterruptedException {
    Asking asking = visit.asking().keptOpen();
    var attempts = new ArrayList<Attempt>();
    attempts.add(visit.ask(asking));
    visit.awaitMain();
    note(visit, answer, attempts);
    while (attempts.size() < TIMES && isAsBefore(visit, visit.outcome(attempts.getLast()))) {
      Asking another = asking.label("request %d on a connection".formatted(attempts.size() + 1));
      Optional<Attempt> next = visit.askNext(attempts.getLast(), another);
      if (next.isEmpty()) break;
      attempts.add(next.get());
      note(visit, answer, attempts);
    }
    return attempts;
  }

  /// What is known so far stands, should there be no time for more. One request alone says nothing.
  private static void note(Visit visit, Answer answer, List<Attempt> attempts) {
    Upshot last = visit.outcome(attempts.getLast());
    boolean kept = attempts.getLast().kept().isPresent();
    if (attempts.size() == 1 && kept && isAsBefore(visit, last)) return;
    answer.fact("requests", attempts.size()).fact("last", last.toString());
    answer.summary(
        attempts.size() == 1 ? "one was answered" : "%d on one connection were answered alike",
        attempts.size());
  }

  private static boolean isFailing(Visit visit) {
    return visit.mainOutcome().verdict().isPresent() || visit.mainOutcome().isSilent();
  }

  private static boolean isAsBefore(Visit visit, Upshot upshot) {
    return upshot.isLike(visit.mainOutcome())
        || !upshot.isFailure() && !upshot.isSilent();
  }
}
