package dev.fivetwenty.traffic;

import dev.fivetwenty.policy.Decider;
import dev.fivetwenty.policy.Decision;
import dev.fivetwenty.policy.Rule;
import dev.fivetwenty.policy.RuleSet;
import dev.fivetwenty.policy.ratelimit.Limit;
import dev.fivetwenty.traffic.log.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// The same rules with other thresholds, asked beside them. Confined to a thread.
final class Variants {

  private static final double[] FACTORS = {0.25, 0.5, 0.75, 1, 1.5, 2, 4, 10};

  private static final class Variant {
    final String rule;
    final int requests;
    final boolean asIs;
    final Decider decider;
    final Decider.Desk desk = new Decider.Desk();
    final Clients clients = new Clients();
    long denied;

    Variant(String rule, int requests, boolean asIs, Decider decider) {
      this.rule = rule;
      this.requests = requests;
      this.asIs = asIs;
      this.decider = decider;
    }
  }

  private final List<Variant> variants = new ArrayList<>();

  Variants(RuleSet set) {
    for (Rule rule : set.rules()) rule.limit().ifPresent(limit -> add(set, rule, limit));
  }

  private void add(RuleSet set, Rule rule, Limit limit) {
    int before = 0;
    for (double factor : FACTORS) {
      int requests = Math.clamp(Math.round(limit.requests() * factor), 1, 1_000_000_000);
      if (requests == before) continue;
      before = requests;
      var decider = Decider.of(with(set, rule, limit, requests), new SplittableRandom(requests));
      variants.add(new Variant(rule.id(), requests, requests == limit.requests(), decider));
    }
  }

  private static RuleSet with(RuleSet set, Rule changed, Limit limit, int requests) {
    var other =
        new Limit(limit.by(), limit.ipv6Prefix(), limit.period(), requests, limit.counting(),
            limit.mitigation(),
            limit.keys(), limit.announced());
    var rules =
        set.rules().stream()
            .map(rule -> rule == changed
                ? new Rule(rule.id(), rule.description(), rule.expression(), rule.action(),
                    rule.mode(), Optional.of(other))
                : rule)
            .toList();
    return new RuleSet(set.access(), rules);
  }

  void ask(Recorded record, long now) {
    for (Variant variant : variants) {
      Decision decision = variant.decider.decide(record, now, variant.desk);
      if (meets(decision, variant.rule)) {
        variant.denied++;
        variant.clients.add(record.client());
      }
      if (variant.decider.countsResponses() && decision.countsResponse() && !decision.isDenied()) {
        variant.decider.responded(record, now, variant.desk);
      }
    }
  }

  /// A rule in shadow mode is noted where it would have denied.
  private static boolean meets(Decision decision, String rule) {
    if (rule.equals(decision.decidedBy())) return true;
    for (int i = 0; i < decision.noted(); i++) {
      if (decision.noted(i).id().equals(rule)) return true;
    }
    return false;
  }

  void tell(Outcome outcome) {
    for (Variant v : variants) {
      outcome.whatIf(new Outcome.WhatIf(v.rule, v.requests, v.denied, v.clients.size(), v.asIs));
    }
  }
}
