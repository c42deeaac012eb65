package dev.fivetwenty.doctor.probe.contrast;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.doctor.Answer;
import dev.fivetwenty.doctor.Condition;
import dev.fivetwenty.doctor.Probe;
import dev.fivetwenty.doctor.Visit;
import dev.fivetwenty.doctor.asking.Asking;
import dev.fivetwenty.origin.RequestBytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks as a browser, as curl and without a name: rules against robots are a usual cause of an
/// empty reply (nginx `return 444`).
public final class UserAgents implements Probe {

  private static final String FIELD = "User-Agent";

  private static final String NOBODY = "no User-Agent";

  private static final String BROWSER =
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
          + "Chrome/142.0.0.0 Safari/537.36";

  @Override
  public String name() {
    return "user-agents";
  }

  @Override
  public String question() {
    return "does the answer depend on the User-Agent?";
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
    return visit.keptCopy().or(visit::noHttp).or(visit::unsafe);
  }

  @Override
  public void run(Visit visit, Answer answer) throws InterruptedException {
    var all = new ArrayList<Contrast>();
    try {
      Contrast.each(visit, variants(visit), all);
    } finally {
      note(visit, answer, all);
    }
    Optional<Contrast> different = all.stream().filter(c -> c.differs(visit)).findFirst();
    if (different.isPresent()) settle(visit, answer, different.get());
  }

  private static void note(Visit visit, Answer answer, List<Contrast> all) {
    if (all.isEmpty()) return;
    Map<String, Object> outcomes = new LinkedHashMap<>();
    outcomes.put("as asked", visit.mainOutcome().toString());
    for (Contrast one : all) outcomes.put(one.asking().label(), one.upshot().toString());
    answer.fact("outcomes", outcomes);
    if (all.stream().anyMatch(one -> one.differs(visit))) return;
    answer.summary("no, %d User-Agents are answered alike", all.size() + 1);
  }

  private static void settle(Visit visit, Answer answer, Contrast different)
      throws InterruptedException {
    if (different.proof(visit) != Contrast.Proof.DUE_TO_CHANGE) {
      answer.untold("the same request does not end alike each time");
      return;
    }
    String text =
        "%s ends in %s, the request as asked in %s"
            .formatted(different.asking().label(), different.upshot(), visit.mainOutcome());
    answer.summary("yes: %s", text);
    answer.warn(Cause.VARIES_BY_USER_AGENT, text);
    if (different.isBetter(visit)) answer.explain(condition("not", different));
    if (!different.isWorse(visit)) return;
    List<RequestBytes.Line> field =
        different.asking().request().lines().stream().filter(l -> l.isNamed(FIELD)).toList();
    different
        .conclusion(visit, different.asking().label(), condition("only", different), field)
        .ifPresent(answer::conclude);
  }

  private static Condition condition(String how, Contrast different) {
    String label = different.asking().label();
    String with = label.equals(NOBODY) ? " without a User-Agent" : " with " + label;
    return Condition.of(how + with, Cause.VARIES_BY_USER_AGENT);
  }

  private static List<Asking> variants(Visit visit) {
    Asking asking = visit.asking();
    RequestBytes request = asking.request();
    var variants = new ArrayList<Asking>();
    variants.add(asking.request("a browser's User-Agent", request.with(FIELD, BROWSER)));
    variants.add(asking.request("curl's User-Agent", request.with(FIELD, "curl/8.5.0")));
    variants.add(asking.request(NOBODY, request.without(FIELD)));
    String own = request.value(FIELD).orElse("");
    variants.removeIf(v -> v.request().value(FIELD).orElse("").equals(own));
    return variants;
  }
}
