package dev.fivetwenty.traffic.cases;

import dev.fivetwenty.policy.Decider;
import dev.fivetwenty.policy.Decision;
import dev.fivetwenty.policy.RuleSet;
import dev.fivetwenty.traffic.cases.RuleCase.Decides;
import dev.fivetwenty.traffic.cases.RuleCase.Expect;
import dev.fivetwenty.traffic.cases.RuleCase.Given;
import dev.fivetwenty.traffic.log.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Runs tests of rules, each with counts of its own that begin at nothing.
public final class CaseRun {

  /// Any time will do; the rules that look at it see this one.
  private static final long START_MILLIS = 1_767_225_600_000L;

  /// What came of one test.
  ///
  /// @param got what became of the last request: decision, and the rules behind it
  public record Result(RuleCase of, boolean passed, String got) {}

  private final RuleSet set;

  public CaseRun(RuleSet set) {
    this.set = set;
  }

  public List<Result> of(List<RuleCase> cases) {
    return cases.stream().map(this::run).toList();
  }

  private Result run(RuleCase test) {
    Decider decider = Decider.of(set, new SplittableRandom(1));
    var desk = new Decider.Desk();
    long nanos = 0;
    Decision last = null;
    for (Given given : test.given()) {
      for (int i = 0; i < given.times(); i++) {
        last = ask(decider, desk, given, nanos);
        nanos += given.every().toNanos();
      }
    }
    if (last == null) return new Result(test, false, "no request was given");
    Decides decision = last.isDenied() ? Decides.BLOCK : last.noted() > 0 ? Decides.LOG : Decides.PASS;
    List<String> rules = rules(last);
    Expect expected = test.expect();
    boolean passed =
        decision == expected.decision()
            && (expected.rule().isEmpty() || rules.contains(expected.rule().get()));
    return new Result(test, passed, decision.name().toLowerCase(java.util.Locale.ROOT)
        + (rules.isEmpty() ? "" : " by " + String.join(", ", rules)));
  }

  private static Decision ask(Decider decider, Decider.Desk desk, Given given, long nanos) {
    var request =
        Recorded.of(given.method(), given.url(), given.headers(), given.client(), START_MILLIS
            + nanos / 1_000_000, given.status());
    Decision decision = decider.decide(request, nanos, desk);
    if (decider.countsResponses() && !decision.isDenied() && decision.countsResponse()) {
      decider.responded(request, nanos, desk);
    }
    return decision;
  }

  private static List<String> rules(Decision decision) {
    var rules = new ArrayList<String>();
    if (decision.isDenied()) rules.add(decision.decidedBy());
    for (int i = 0; i < decision.noted(); i++) rules.add(decision.noted(i).id());
    return rules;
  }
}
