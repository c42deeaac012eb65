package dev.fivetwenty.cli.rules;

import dev.fivetwenty.cli.render.JsonDocument;
import dev.fivetwenty.cli.render.Tool;
import dev.fivetwenty.traffic.suggest.Spread;
import dev.fivetwenty.traffic.suggest.Suggestion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What `rules suggest` found, as JSON: public contract, `docs/schema/rules-suggest.schema.json`.
final class SuggestionJson {

  /// @param expression of the requests that were counted; empty for all
  static JsonDocument of(
      List<Suggestion> suggestions, String expression, long requests, long unreadable) {
    var document = new LinkedHashMap<String, Object>();
    document.put("schemaVersion", 1);
    document.put("tool", "fivetwenty " + Tool.VERSION);
    document.put("expression", expression.isEmpty() ? null : expression);
    document.put("requests", requests);
    document.put("unreadable", unreadable);
    document.put("suggestions", suggestions.stream().map(SuggestionJson::suggestion).toList());
    return new JsonDocument(document);
  }

  private static Map<String, Object> suggestion(Suggestion of) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("characteristics", of.by());
    shown.put("period", Figures.length(of.period()));
    shown.put("all", spread(of.all()));
    var requesters = new LinkedHashMap<String, Object>();
    of.byRequester().forEach((who, spread) -> requesters.put(who.name().toLowerCase(Locale.ROOT), spread(spread)));
    shown.put("requesters", requesters);
    shown.put("endedEarly", of.cut());
    shown.put("costs", of.costs().stream().map(SuggestionJson::cost).toList());
    shown.put("proposed", cost(of.proposedCost()));
    return shown;
  }

  private static Map<String, Object> spread(Spread of) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("periods", of.periods());
    shown.put("requests", of.requests());
    shown.put("most", of.most());
    shown.put(
        "percentiles",
        Suggestion.PERCENTS.stream()
            .map(percent -> Map.of("percent", percent, "requests", of.percentile(percent))).toList());
    return shown;
  }

  private static Map<String, Object> cost(Suggestion.Cost cost) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("requestsPerPeriod", cost.requests());
    shown.put("denied", cost.denied());
    shown.put("periods", cost.periods());
    shown.put("deniedOfBrowsers", cost.browsers());
    return shown;
  }

  private SuggestionJson() {}
}
