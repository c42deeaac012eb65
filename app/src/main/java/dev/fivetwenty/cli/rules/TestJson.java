package dev.fivetwenty.cli.rules;

import dev.fivetwenty.cli.render.JsonDocument;
import dev.fivetwenty.cli.render.Tool;
import dev.fivetwenty.traffic.Outcome;
import dev.fivetwenty.traffic.Requester;
import dev.fivetwenty.traffic.RuleHits;
import dev.fivetwenty.traffic.Timeline;
import dev.fivetwenty.traffic.cases.CaseRun;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What `rules test` found, as JSON: public contract, `docs/schema/rules-test.schema.json`.
public final class TestJson {

  private static final int TOP_CLIENTS = 20;

  public static JsonDocument of(String rules, List<CaseRun.Result> cases, Optional<Outcome> outcome) {
    var document = new LinkedHashMap<String, Object>();
    document.put("schemaVersion", 1);
    document.put("tool", "fivetwenty " + Tool.VERSION);
    document.put("rules", rules);
    document.put("cases", cases.stream().map(TestJson::testCase).toList());
    document.put("replay", outcome.map(TestJson::replay).orElse(null));
    return new JsonDocument(document);
  }

  private static Map<String, Object> testCase(CaseRun.Result result) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("name", result.of().name());
    shown.put("passed", result.passed());
    shown.put("expected", result.of().expect().decision().name().toLowerCase(Locale.ROOT));
    shown.put("rule", result.of().expect().rule().orElse(null));
    shown.put("got", result.got());
    return shown;
  }

  private static Map<String, Object> replay(Outcome outcome) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("requests", outcome.requests());
    shown.put("denied", outcome.deniedRequests());
    shown.put("unreadable", outcome.unreadable());
    shown.put("from", outcome.requests() == 0 ? null : Figures.time(outcome.firstMillis()));
    shown.put("to", outcome.requests() == 0 ? null : Figures.time(outcome.lastMillis()));
    var requesters = new LinkedHashMap<String, Object>();
    for (Requester requester : Requester.values()) requesters.put(slug(requester), outcome.of(requester));
    shown.put("requesters", requesters);
    shown.put("perRule", outcome.rules().stream().map(TestJson::rule).toList());
    shown.put("whatIf", outcome.whatIfs().stream().map(TestJson::whatIf).toList());
    return shown;
  }

  private static String slug(Requester requester) {
    return requester.name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, Object> rule(RuleHits hits) {
    boolean none = hits.hits() == 0;
    var shown = new LinkedHashMap<String, Object>();
    shown.put("id", hits.id());
    shown.put("denied", hits.denied());
    shown.put("noted", hits.noted());
    shown.put("firstAt", none ? null : Figures.time(hits.firstMillis()));
    shown.put("first", none ? null : hits.first());
    shown.put("clients", hits.clients().size());
    shown.put("clientsExact", hits.clients().isExact());
    shown.put("ofEdge", hits.ofEdge());
    var requesters = new LinkedHashMap<String, Object>();
    for (Requester requester : Requester.values()) requesters.put(slug(requester), hits.of(requester));
    shown.put("requesters", requesters);
    shown.put("topClients", hits.clients().top(TOP_CLIENTS).stream()
        .map(e -> Map.of("client", e.getKey().toString(), "hits", e.getValue())).toList());
    shown.put("overTime", timeline(hits.timeline()));
    return shown;
  }

  private static Map<String, Object> timeline(Timeline timeline) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("from", Figures.time(timeline.start()));
    shown.put("stepSeconds", timeline.stepMillis() / 1000);
    shown.put("hits", Arrays.stream(timeline.counts()).boxed().toList());
    return shown;
  }

  private static Map<String, Object> whatIf(Outcome.WhatIf one) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("rule", one.rule());
    shown.put("requestsPerPeriod", one.requests());
    shown.put("denied", one.denied());
    shown.put("clients", one.clients());
    shown.put("asIs", one.asIs());
    return shown;
  }

  private TestJson() {}
}
