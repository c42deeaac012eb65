package dev.fivetwenty.policy;

import dev.fivetwenty.policy.access.AccessList.Access;
import dev.fivetwenty.policy.access.AccessTable;
import dev.fivetwenty.policy.ratelimit.Counters;
import dev.fivetwenty.policy.ratelimit.Limit;
import dev.fivetwenty.policy.ratelimit.Tally;
import dev.fivetwenty.rules.request.RequestView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Decides about requests by one [RuleSet]. Any thread may ask, each with a [Desk] of its own.
public final class Decider {

  private final RuleSet set;
  private final AccessTable access;
  private final Rule[] rules;
  private final Limiting[] limits;
  private final boolean countsResponses;

  /// A limit with its counts.
  private record Limiting(Rule rule, Limit limit, Counters counters) {

    boolean counts(RequestView view, boolean meant) {
      return limit.counting().map(expression -> expression.matches(view)).orElse(meant);
    }
  }

  /// What one thread decides with.
  public static final class Desk {
    private final Decision decision = new Decision();
    private final Counters.Keys keys = new Counters.Keys();
    private final Tally counted = new Tally();
  }

  private Decider(RuleSet set, List<Limiting> limits) {
    this.set = set;
    this.access = new AccessTable(set.access());
    this.rules = set.rules().stream().filter(rule -> rule.limit().isEmpty()).toArray(Rule[]::new);
    this.limits = limits.toArray(Limiting[]::new);
    countsResponses = limits.stream().anyMatch(one -> one.limit.countsResponses());
  }

  /// @param secrets from a source that nobody can guess
  public static Decider of(RuleSet set, RandomGenerator secrets) {
    return of(set, secrets, Optional.empty());
  }

  /// @param before the one that this takes the place of; a limit that is the same as there goes on counting
  public static Decider of(RuleSet set, RandomGenerator secrets, Optional<Decider> before) {
    var limits = new ArrayList<Limiting>();
    for (Rule rule : set.rules()) {
      rule.limit()
          .ifPresent(
              limit ->
                  limits.add(
                      new Limiting(
                          rule, limit,
                          before.flatMap(b -> b.counters(rule.id(), limit))
                              .orElseGet(() -> new Counters(limit, secrets)))));
    }
    return new Decider(set, limits);
  }

  private Optional<Counters> counters(String id, Limit limit) {
    for (Limiting one : limits) {
      if (one.rule.id().equals(id) && one.limit.equals(limit)) return Optional.of(one.counters);
    }
    return Optional.empty();
  }

  public RuleSet set() {
    return set;
  }

  /// Returns the counts of each limit, by the place of its rule among the limits of the set.
  public List<Counters> counters() {
    return Arrays.stream(limits).map(Limiting::counters).toList();
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
      return decision;
    }
    ask(view, decision);
    if (!decision.isSettled() && !decision.skipsLimits()) limit(view, now, desk);
    return decision;
  }

  private void ask(RequestView view, Decision decision) {
    for (Rule rule : rules) {
      if (decision.skipsRules()) return;
      if (!rule.expression().matches(view)) continue;
      if (rule.isShadow() || !(rule.action() instanceof Action.Block)) decision.note(rule);
      if (rule.isShadow()) continue;
      switch (rule.action()) {
        case Action.Block _ -> {
          decision.deny(rule, 0);
          return;
        }
        case Action.Skip skip -> decision.skip(skip);
        case Action.Log _ -> { }
      }
    }
  }

  private void limit(RequestView view, long now, Desk desk) {
    Decision decision = desk.decision;
    for (Limiting one : limits) {
      boolean meant = one.rule.expression().matches(view);
      boolean counts = !one.limit.countsResponses() && one.counts(view, meant);
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
    if (denies) decision.deny(one.rule, Math.max(1, decision.tally().resetSeconds()));
    else decision.note(one.rule);
    return denies;
  }

  /// Counts a response, by the limits that count those. It changes no decision that was made. Called
  /// where [Decision#countsResponse] was true.
  ///
  /// @param view of the request, with its response
  public void responded(RequestView view, long now, Desk desk) {
    for (Limiting one : limits) {
      if (one.limit.countsResponses() && one.counts(view, false)) {
        one.counters.count(view, now, desk.keys, desk.counted);
      }
    }
  }
}
