package dev.fivetwenty.cli.rules;

import dev.fivetwenty.traffic.Outcome;
import dev.fivetwenty.traffic.Requester;
import dev.fivetwenty.traffic.RuleHits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What rules did to logs, as text.
public final class OutcomeText {

  private static final int TOP_CLIENTS = 5;

  private final Outcome outcome;
  private final StringBuilder text = new StringBuilder();

  private OutcomeText(Outcome outcome) {
    this.outcome = outcome;
  }

  public static String of(Outcome outcome) {
    var text = new OutcomeText(outcome);
    text.head();
    outcome.rules().forEach(text::rule);
    text.whatIfs();
    return text.text.toString();
  }

  private void line(String form, Object... values) {
    text.append(form.formatted(values)).append('\n');
  }

  private void head() {
    if (outcome.requests() == 0) {
      line("no requests: nothing was tried");
    } else {
      line("%s requests from %s to %s", Figures.count(outcome.requests()),
          Figures.time(outcome.firstMillis()), Figures.time(outcome.lastMillis()));
      line("%s (%s) would have been denied", Figures.count(outcome.deniedRequests()),
          Figures.share(outcome.deniedRequests(), outcome.requests()));
    }
    if (outcome.unreadable() > 0) {
      line("%s lines could not be read; the first: %s", Figures.count(outcome.unreadable()),
          outcome.firstUnreadable());
    }
  }

  private void rule(RuleHits hits) {
    text.append('\n');
    if (hits.hits() == 0) {
      line("%s: met no request", hits.id());
      return;
    }
    line("%s: %s", hits.id(), sum(hits));
    facts(outcome, hits).forEach((what, said) -> line("  %-9s %s", what, said));
    line("  over time %s", spark(hits.timeline().counts()));
  }

  /// Returns how many requests a rule met, and of how many clients.
  static String sum(RuleHits hits) {
    return "%s of %s client%s".formatted(what(hits), atLeast(hits), hits.clients().size() == 1 ? "" : "s");
  }

  /// Returns what there is to say of the requests that a rule met, by what it is about.
  static Map<String, String> facts(Outcome outcome, RuleHits hits) {
    var facts = new LinkedHashMap<String, String>();
    facts.put("first", Figures.time(hits.firstMillis()) + " at " + hits.first());
    facts.put("who", who(outcome, hits));
    if (hits.ofEdge() > 0) {
      facts.put(
          "CDN",
          Figures.count(hits.ofEdge()) + " from addresses of a CDN itself: is the visitor's address restored?");
    }
    facts.put(
        "clients",
        hits.clients().top(TOP_CLIENTS).stream().map(e -> e.getKey() + " " + Figures.count(e.getValue()))
            .collect(Collectors.joining(", ")));
    return facts;
  }

  private static String what(RuleHits hits) {
    var parts = new ArrayList<String>();
    if (hits.denied() > 0) parts.add("would have denied " + Figures.count(hits.denied()));
    if (hits.noted() > 0) parts.add("would have noted " + Figures.count(hits.noted()));
    return String.join(", ", parts);
  }

  private static String atLeast(RuleHits hits) {
    return (hits.clients().isExact() ? "" : "at least ") + Figures.count(hits.clients().size());
  }

  /// Shares are of all requests of that kind, since what matters is how many visitors are hurt.
  private static String who(Outcome outcome, RuleHits hits) {
    var parts = new ArrayList<String>();
    for (Requester requester : Requester.values()) {
      long met = hits.of(requester);
      if (met == 0) continue;
      parts.add("%s %s (%s of theirs)".formatted(requester.words(), Figures.count(met),
          Figures.share(met, outcome.of(requester))));
    }
    return String.join(", ", parts);
  }

  /// Sixty steps, by eighths of the highest.
  static String spark(long[] counts) {
    int columns = Math.min(60, counts.length);
    long[] sums = new long[columns];
    for (int i = 0; i < counts.length; i++) sums[(int) ((long) i * columns / counts.length)] += counts[i];
    long most = 1;
    for (long sum : sums) most = Math.max(most, sum);
    var line = new StringBuilder();
    for (long sum : sums) line.append(sum == 0 ? '·'
        : "▁▂▃▄▅▆▇█".charAt((int) Math.min(7, sum * 8 / most)));
    return line.toString();
  }

  private void whatIfs() {
    List<Outcome.WhatIf> all = outcome.whatIfs();
    String rule = "";
    for (Outcome.WhatIf one : all) {
      if (!one.rule().equals(rule)) {
        line("%nwhat if %s had another limit", one.rule());
        line("  %10s %12s %9s %9s", "limit", "denied", "share", "clients");
        rule = one.rule();
      }
      line("  %10s %12s %9s %9s%s", Figures.count(one.requests()), Figures.count(one.denied()),
          Figures.share(one.denied(), outcome.requests()), Figures.count(one.clients()), one.asIs()
              ? "  as it is" : "");
    }
  }
}
