package dev.fivetwenty.recorder.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.function.Supplier;

/// What the rules of the operator did.
public final class RuleCollector implements MultiCollector {

  private final Supplier<List<Figures>> rules;

  /// @param id        of the rule, or what an access list is called
  /// @param denied    requests that it denied
  /// @param noted     requests that it was for without denying them
  /// @param keys      of a limit, that are remembered; -1 for other rules
  /// @param forgotten keys that were forgotten before their time
  public record Figures(String id, long denied, long noted, long keys, long forgotten) {}

  /// @param rules as they are now
  public RuleCollector(Supplier<List<Figures>> rules) {
    this.rules = rules;
  }

  @Override
  public MetricSnapshots collect() {
    var hits =
        Family.of(
            "rule_hits", "Requests that a rule denied, or was for without denying them.", "rule", "outcome");
    var keys = Family.of("rate_limit_keys", "Keys that a limit remembers.", "rule");
    var forgotten =
        Family.of(
            "rate_limit_keys_forgotten", "Keys that a limit forgot before their time to make room.", "rule");
    for (Figures rule : rules.get()) {
      hits.add(rule.denied, rule.id, "denied");
      hits.add(rule.noted, rule.id, "noted");
      if (rule.keys < 0) continue;
      keys.add(rule.keys, rule.id);
      forgotten.add(rule.forgotten, rule.id);
    }
    return MetricSnapshots.of(hits.counter(), keys.gauge(), forgotten.counter());
  }
}
