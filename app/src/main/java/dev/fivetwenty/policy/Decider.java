package dev.fivetwenty.policy;

import dev.fivetwenty.policy.access.AccessList.Access;
import dev.fivetwenty.policy.access.AccessTable;
import dev.fivetwenty.policy.ratelimit.Counters;
import dev.fivetwenty.policy.ratelimit.Limit;
import dev.fivetwenty.policy.ratelimit.Tally;
import dev.fivetwenty.rules.Expression;
import dev.fivetwenty.rules.request.RequestView;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// Decides about requests by one [RuleSet]. Any thread may ask, each with a [Desk] of its own.
public final class Decider {

  private final RuleSet set;
  private final AccessTable access;
  private final RuleTally allowed;
  private final RuleTally blocked;
  private final Acting[] rules;
  private final Limiting[] limits;
  private final Map<String, RuleTally> tallies = new TreeMap<>();
  private final boolean countsResponses;

  /// A rule with what it did.
  private record Acting(Rule rule, RuleTally tally) {}

  /// A limit with its counts.
  ///
  /// @param counting null where what the rule is for is counted
  /// @param ofResponses whether responses are counted, rather than requests
  private record Limiting(
      Rule rule, RuleTally tally, Limit limit, Counters counters, Expression counting, boolean ofResponses) {

    boolean counts(RequestView view, boolean meant) {
      return counting == null ? meant : counting.matches(view);
    }
  }

  /// What one thread decides with.
  public static final class Desk {
    private final Decision decision = new Decision();
    private final Counters.Keys keys = new Counters.Keys();
    private final Tally counted = new Tally();
  }

  private Decider(RuleSet set, RandomGenerator secrets, List<Decider> before) {
    this.set = set;
    access = new AccessTable(set.access());
    allowed = tally(Decision.ACCESS_ALLOW, before);
    blocked = tally(Decision.ACCESS_BLOCK, before);
    rules =
        set.rules().stream()
            .filter(rule -> rule.limit().isEmpty())
            .map(rule -> new Acting(rule, tally(rule.id(), before)))
            .toArray(Acting[]::new);
    limits =
        set.rules().stream()
            .filter(rule -> rule.limit().isPresent())
            .map(rule -> limiting(rule, secrets, before))
            .toArray(Limiting[]::new);
    countsResponses = Arrays.stream(limits).anyMatch(Limiting::ofResponses);
    tallies.keySet().removeIf(id -> id.startsWith("access:") && set.access().entries().isEmpty());
  }

  private Limiting limiting(Rule rule, RandomGenerator secrets, List<Decider> before) {
    Limit limit = rule.limit().orElseThrow();
    Counters counters =
        before.stream()
            .flatMap(decider -> Arrays.stream(decider.limits))
            .filter(one -> one.rule.id().equals(rule.id()) && one.limit.equals(limit))
            .map(Limiting::counters)
            .findFirst()
            .orElseGet(() -> new Counters(limit, secrets));
    return new Limiting(
        rule, tally(rule.id(), before), limit, counters, limit.counting().orElse(null), limit.countsResponses());
  }

  private RuleTally tally(String id, List<Decider> before) {
    RuleTally tally =
        before.stream().map(decider -> decider.tallies.get(id)).filter(Objects::nonNull).findFirst()
            .orElseGet(RuleTally::new);
    tallies.put(id, tally);
    return tally;
  }

  /// @param secrets from a source that nobody can guess
  public static Decider of(RuleSet set, RandomGenerator secrets) {
    return new Decider(set, secrets, List.of());
  }

  /// @param before those that this takes the place of: a limit that is the same there goes on counting
  public static Decider of(RuleSet set, RandomGenerator secrets, List<Decider> before) {
    return new Decider(set, secrets, before);
  }

  public RuleSet set() {
    return set;
  }

  /// Returns the counts of each limit, by the id of its rule.
  public Map<String, Counters> counters() {
    var counters = new TreeMap<String, Counters>();
    for (Limiting one : limits) counters.put(one.rule.id(), one.counters);
    return counters;
  }

  /// Returns what each rule did so far, by its id, the access lists among them.
  public Map<String, RuleTally> tallies() {
    return Collections.unmodifiableMap(tallies);
  }

  /// Returns whether [#responded] has anything to do.
  public boolean countsResponses() {
    return countsResponses;
  }

  /// Decides about a request that has no response yet. The decision is valid until the desk is used again.
  ///
  /// @param now monotonic, in nanoseconds
  public Decision decide(RequestView view, long now, Desk desk) {
    desk.decision.reset();
    decideOn(view, now, desk);
    return desk.decision;
  }

  /// Decides further, by other rules, about a request that is not settled.
  public Decision decideOn(RequestView view, long now, Desk desk) {
    Decision decision = desk.decision;
    if (decision.isSettled()) return decision;
    Access found = access.of(view.client());
    if (found != null) {
      decision.access(found);
      if (found == Access.BLOCK) blocked.denied();
      else allowed.noted();
      return decision;
    }
    ask(view, decision);
    if (!decision.isSettled() && !decision.skipsLimits()) limit(view, now, desk);
    return decision;
  }

  private void ask(RequestView view, Decision decision) {
    for (Acting one : rules) {
      if (decision.skipsRules()) return;
      Rule rule = one.rule;
      if (!rule.expression().matches(view)) continue;
      if (!rule.isShadow() && rule.action() instanceof Action.Block) {
        decision.deny(rule, 0);
        one.tally.denied();
        return;
      }
      decision.note(rule);
      one.tally.noted();
      if (!rule.isShadow() && rule.action() instanceof Action.Skip skip) decision.skip(skip);
    }
  }

  private void limit(RequestView view, long now, Desk desk) {
    Decision decision = desk.decision;
    for (Limiting one : limits) {
      boolean meant = one.rule.expression().matches(view);
      boolean counts = !one.ofResponses && one.counts(view, meant);
      if (!meant && !counts) continue;
      if (counts) one.counters.count(view, now, desk.keys, decision.tally());
      else one.counters.look(view, now, desk.keys, decision.tally());
      if (!meant) continue;
      if (!one.rule.isShadow()) decision.limited(one.rule);
      if (decision.tally().isOver() && act(one, decision)) return;
    }
  }

  /// Returns whether the request is denied.
  private static boolean act(Limiting one, Decision decision) {
    boolean denies = !one.rule.isShadow() && one.rule.action() instanceof Action.Block;
    if (denies) {
      decision.deny(one.rule, Math.max(1, decision.tally().resetSeconds()));
      one.tally.denied();
    } else {
      decision.note(one.rule);
      one.tally.noted();
    }
    return denies;
  }

  /// Counts a response, by the limits that count those. It changes no decision that was made. Called
  /// where [Decision#countsResponse] was true.
  ///
  /// @param view of the request, with its response
  public void responded(RequestView view, long now, Desk desk) {
    for (Limiting one : limits) {
      if (one.ofResponses && one.counts(view, false)) {
        one.counters.count(view, now, desk.keys, desk.counted);
      }
    }
  }
}
