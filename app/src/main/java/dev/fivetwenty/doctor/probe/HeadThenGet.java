package dev.fivetwenty.doctor.probe;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.doctor.Answer;
import dev.fivetwenty.doctor.Asking;
import dev.fivetwenty.doctor.Probe;
import dev.fivetwenty.doctor.Upshot;
import dev.fivetwenty.doctor.Visit;
import java.util.Optional;

/// Asks with HEAD, compares with GET, and asks again on the same connection.
final class HeadThenGet implements Probe {

  @Override
  public String name() {
    return "head";
  }

  @Override
  public String question() {
    return "is HEAD answered like GET, and without content?";
  }

  @Override
  public Manner manner() {
    return Manner.ALONGSIDE;
  }

  @Override
  public Optional<String> obstacle(Visit visit) {
    if (!visit.plan().request().method().equals("GET")) return Optional.of("the request is no GET");
    if (visit.main().isEmpty()) return Optional.of("the request itself has no answer yet");
    return visit.noHttp();
  }

  @Override
  public void run(Visit visit, Answer answer) throws InterruptedException {
    Asking asking =
        visit.asking().request("HEAD", visit.plan().request().method("HEAD")).keptOpen();
    Contrast contrast = Contrast.of(visit, asking);
    Upshot upshot = contrast.upshot();
    answer.fact("head", upshot.toString()).fact("get", visit.mainOutcome().toString());
    if (contrast.differs(visit)) {
      boolean proved = contrast.proof(visit) == Contrast.Proof.DUE_TO_CHANGE;
      if (proved) differs(visit, answer, upshot);
      else answer.summary("could not be told: the same request does not end alike each time");
      return;
    }
    String after = NextOnConnection.examine(visit, answer, asking, contrast.attempt());
    answer.summary("HEAD ends in %s like GET; %s", upshot, after);
  }

  private static void differs(Visit visit, Answer answer, Upshot upshot) {
    String text = "HEAD ends in %s, GET in %s".formatted(upshot, visit.mainOutcome());
    answer.summary("no: %s", text);
    if (upshot.verdict().isPresent() && !visit.mainOutcome().isRefusal()) {
      answer.warn(Cause.VARIES_BY_METHOD, text);
    } else {
      answer.inform(Cause.VARIES_BY_METHOD, text);
    }
  }
}
