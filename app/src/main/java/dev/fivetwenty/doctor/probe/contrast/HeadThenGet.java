package dev.fivetwenty.doctor.probe.contrast;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Stage;
import dev.fivetwenty.doctor.Answer;
import dev.fivetwenty.doctor.Condition;
import dev.fivetwenty.doctor.Probe;
import dev.fivetwenty.doctor.Visit;
import dev.fivetwenty.doctor.asking.Asking;
import dev.fivetwenty.doctor.asking.Upshot;
import java.util.List;
import java.util.Optional;

/// Asks with HEAD, compares with GET, and asks again on the same connection. When the request
/// itself is a HEAD, asks with GET.
public final class HeadThenGet implements Probe {

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
  public boolean isEarly() {
    return true;
  }

  @Override
  public Optional<String> obstacle(Visit visit) {
    String method = visit.plan().request().method();
    if (!isKnown(method)) return Optional.of("the request is neither GET nor HEAD");
    return visit.noHttp();
  }

  @Override
  public void run(Visit visit, Answer answer) throws InterruptedException {
    boolean asksHead = !visit.plan().request().method().equals("HEAD");
    String other = asksHead ? "HEAD" : "GET";
    Asking asking =
        visit.asking().request(other, visit.plan().request().method(other)).keptOpen();
    Contrast contrast = Contrast.of(visit, asking);
    Upshot head = asksHead ? contrast.upshot() : visit.mainOutcome();
    Upshot get = asksHead ? visit.mainOutcome() : contrast.upshot();
    answer.fact("head", head.toString()).fact("get", get.toString());
    if (failsInContent(get)) {
      answer.summary("GET ends in %s, which HEAD, without content, cannot show", get);
      return;
    }
    if (contrast.differs(visit)) {
      boolean proved = contrast.proof(visit) == Contrast.Proof.DUE_TO_CHANGE;
      if (proved) differs(answer, head, get);
      if (proved && asksHead && contrast.isWorse(visit)) {
        var condition = Condition.of("only with HEAD", Cause.VARIES_BY_METHOD);
        contrast.conclusion(visit, "HEAD", condition, List.of()).ifPresent(answer::conclude);
      }
      if (!proved) answer.untold("the same request does not end alike each time");
      return;
    }
    answer.summary("HEAD ends in %s like GET", head);
    String after = NextOnConnection.examine(visit, answer, asking, contrast.attempt());
    answer.summary("HEAD ends in %s like GET; %s", head, after);
  }

  private static boolean isKnown(String method) {
    return method.equals("GET") || method.equals("HEAD");
  }

  private static boolean failsInContent(Upshot get) {
    return get.verdict().filter(v -> v.stage().compareTo(Stage.BODY) >= 0).isPresent();
  }

  private static void differs(Answer answer, Upshot head, Upshot get) {
    String text = "HEAD ends in %s, GET in %s".formatted(head, get);
    answer.summary("no: %s", text);
    if (head.verdict().isPresent() && !get.isRefusal()) {
      answer.warn(Cause.VARIES_BY_METHOD, text);
    } else {
      answer.inform(Cause.VARIES_BY_METHOD, text);
    }
  }
}
