package dev.fivetwenty.doctor.probe.contrast;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.doctor.Answer;
import dev.fivetwenty.doctor.Condition;
import dev.fivetwenty.doctor.Probe;
import dev.fivetwenty.doctor.Visit;
import dev.fivetwenty.doctor.asking.Asking;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks with larger and larger cookies until the origin minds, and narrows the size down.
public final class CookieLadder implements Probe {

  private static final List<Integer> RUNGS = List.of(1024, 4096, 8192, 16_384);

  /// Requests to halve the gap between the last good size and the first bad one.
  private static final int HALVINGS = 2;

  /// nginx, Apache and Tomcat take a field of 8 KiB by default; who takes less meets real visitors.
  private static final int USUAL = 8192;

  @Override
  public String name() {
    return "cookies";
  }

  @Override
  public String question() {
    return "up to which size does the origin take cookies?";
  }

  @Override
  public Manner manner() {
    return Manner.ALONE;
  }

  @Override
  public Optional<String> obstacle(Visit visit) {
    return visit.unwell().or(visit::noHttp).or(visit::unsafe);
  }

  @Override
  public void run(Visit visit, Answer answer) throws InterruptedException {
    Map<String, Object> outcomes = new LinkedHashMap<>();
    int good = 0;
    for (int size : RUNGS) {
      Contrast rung = Contrast.of(visit, asking(visit, size));
      outcomes.put(Integer.toString(size), rung.upshot().toString());
      answer.fact("outcomes", outcomes);
      if (rung.isWorse(visit)) {
        settle(visit, answer, rung, good, size);
        return;
      }
      good = size;
      answer.fact("taken", good);
      answer.summary("at least up to %d bytes", good);
    }
  }

  private static void settle(Visit visit, Answer answer, Contrast rung, int good, int bad)
      throws InterruptedException {
    if (rung.proof(visit) != Contrast.Proof.DUE_TO_CHANGE) {
      answer.untold("the same request does not end alike each time");
      return;
    }
    int low = good;
    int high = bad;
    // Each silence takes its time, and where exactly it begins is not worth that.
    int halvings = rung.upshot().isSilent() ? 0 : HALVINGS;
    for (int i = 0; i < halvings; i++) {
      int middle = (low + high) / 2;
      if (Contrast.of(visit, asking(visit, middle)).isWorse(visit)) high = middle;
      else low = middle;
    }
    answer.fact("taken", low).fact("refused", high);
    String text =
        "a cookie of %d bytes is taken, one of %d ends in %s".formatted(low, high, rung.upshot());
    answer.summary("%s", text);
    boolean said = !rung.upshot().isFailure() && !rung.upshot().isSilent();
    boolean usual = high > USUAL / 2 && said;
    if (usual) answer.inform(Cause.VARIES_BY_COOKIE_SIZE, text);
    else answer.warn(Cause.VARIES_BY_COOKIE_SIZE, text);
    String under = "cookies of %d bytes or more".formatted(high);
    var condition = Condition.of("only with " + under, Cause.VARIES_BY_COOKIE_SIZE);
    rung.conclusion(visit, under, condition, List.of())
        .ifPresent(answer::conclude);
  }

  private static Asking asking(Visit visit, int size) {
    String cookie = "fivetwenty=" + "x".repeat(size - "fivetwenty=".length());
    return visit.asking()
        .request("a cookie of " + size + " bytes", visit.plan().request().with("Cookie", cookie));
  }
}
