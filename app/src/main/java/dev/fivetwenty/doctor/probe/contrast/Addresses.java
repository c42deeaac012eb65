package dev.fivetwenty.doctor.probe.contrast;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Resolution;
import dev.fivetwenty.doctor.Answer;
import dev.fivetwenty.doctor.Condition;
import dev.fivetwenty.doctor.Probe;
import dev.fivetwenty.doctor.Visit;
import dev.fivetwenty.doctor.asking.Asking;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks every other address of the name once: an edge may use any of them.
public final class Addresses implements Probe {

  /// Addresses asked beside the first; names with more are load balancers, alike by design.
  private static final int MOST = 5;

  @Override
  public String name() {
    return "addresses";
  }

  @Override
  public String question() {
    return "do all addresses of the name answer alike?";
  }

  @Override
  public Manner manner() {
    return Manner.ALONGSIDE;
  }

  @Override
  public Optional<String> obstacle(Visit visit) {
    Optional<Resolution> resolution = visit.main().get().observation().resolution();
    if (resolution.isEmpty() || resolution.get().addresses().isEmpty()) {
      return Optional.of("no address is known");
    }
    return visit.unsafe();
  }

  @Override
  public void run(Visit visit, Answer answer) throws InterruptedException {
    Attempt main = visit.main().orElseThrow();
    List<String> all = main.observation().resolution().orElseThrow().addresses();
    String first = Visit.remote(main).orElse(all.getFirst());
    List<String> others = all.stream().filter(a -> !a.equals(first)).distinct().toList();
    answer.fact("addresses", all);
    if (others.isEmpty()) {
      answer.summary("there is one, %s", first);
      return;
    }
    Map<String, Object> outcomes = new LinkedHashMap<>();
    outcomes.put(first, visit.mainOutcome().toString());
    answer.fact("outcomes", outcomes);
    var different = new ArrayList<String>();
    for (String address : others.subList(0, Math.min(MOST, others.size()))) {
      Contrast contrast = Contrast.of(visit, asking(visit, address));
      outcomes.put(address, contrast.upshot().toString());
      if (isOurs(address, contrast.attempt())) continue;
      if (contrast.proof(visit) != Contrast.Proof.DUE_TO_CHANGE) continue;
      different.add(address);
      answer.warn(
          Cause.VARIES_BY_ADDRESS,
          "%s ends in %s, the first address in %s"
              .formatted(address, contrast.upshot(), visit.mainOutcome()));
      if (contrast.isBetter(visit)) answer.explain(condition("not", address));
      contrast
          .conclusion(visit, "the address " + address, condition("only", address), List.of())
          .ifPresent(answer::conclude);
    }
    if (others.size() > MOST) answer.fact("notAsked", others.subList(MOST, others.size()));
    if (different.isEmpty()) {
      answer.summary("yes, %d of %d", outcomes.size(), all.size());
    } else {
      answer.summary("no: %s", outcomes);
    }
  }

  private static Condition condition(String how, String address) {
    return Condition.of(how + " at the address " + address, Cause.VARIES_BY_ADDRESS);
  }

  /// A machine without IPv6 cannot tell anything of an IPv6 address.
  private static boolean isOurs(String address, Attempt attempt) {
    Optional<Cause> cause = attempt.judgement().verdict().map(v -> v.cause());
    return address.contains(":")
        && cause.filter(c -> c == Cause.TCP_UNREACHABLE_NET || c == Cause.TCP_LOCAL_EXHAUSTED)
            .isPresent();
  }

  private static Asking asking(Visit visit, String address) {
    Target target = visit.plan().target();
    return visit.asking()
        .target(new Target(target.url(), Optional.of(address), target.port()))
        .label("the address " + address);
  }
}
