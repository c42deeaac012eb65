package dev.fivetwenty.cli.traffic;

import dev.fivetwenty.traffic.suggest.Suggestion;
import java.util.List;

/// Limits that would suit, as text: a comment and a rule for the configuration.
public final class SuggestionText {

  public static String of(List<Suggestion> suggestions, String expression, long requests, long unreadable) {
    var text = new StringBuilder();
    text.append("# %s requests counted%s%n".formatted(
        Figures.count(requests), unreadable > 0 ? "; " + Figures.count(unreadable) + " lines could not be read" : ""));
    text.append("rules:\n");
    suggestions.forEach(s -> append(text, s, expression));
    return text.toString();
  }

  private static void append(StringBuilder text, Suggestion of, String expression) {
    String length = Figures.length(of.period());
    text.append("\n  # %s of one %s: %s; 50 %% had at most %s requests, 90 %% %s, 99 %% %s, 99.9 %% %s, the busiest %s.%n".formatted(
        Figures.count(of.all().periods()) + " periods of " + length, of.by().isEmpty() ? "all clients together" : of.by(), "spread",
        Figures.count(of.all().percentile(50)), Figures.count(of.all().percentile(90)), Figures.count(of.all().percentile(99)),
        Figures.count(of.all().percentile(99.9)), Figures.count(of.all().most())).replace(": spread;", ":"));
    if (of.cut() > 0) text.append("  # %s periods were ended early for want of memory: counts may be too low.%n".formatted(Figures.count(of.cut())));
    text.append("  #   limit       denied     share   periods   of browsers\n");
    of.costs().forEach(cost -> row(text, of, cost));
    Suggestion.Cost proposed = of.proposedCost();
    text.append("  # Proposed below; it would have denied %s requests (%s), %s of them of browsers.%n".formatted(
        Figures.count(proposed.denied()), Figures.share(proposed.denied(), of.all().requests()), Figures.count(proposed.browsers())));
    text.append("  - id: limit-" + length + "\n");
    if (!expression.isEmpty()) text.append("    expression: '").append(expression.replace("'", "''")).append("'\n");
    text.append("    mode: shadow\n    rate_limit:\n      characteristics: [");
    text.append(String.join(", ", List.of(of.by().split(", ")).stream().map(c -> "'" + c.replace("'", "''") + "'").toList()));
    text.append("]\n      period: ").append(length).append("\n      requests_per_period: ").append(of.proposed()).append('\n');
  }

  private static void row(StringBuilder text, Suggestion of, Suggestion.Cost cost) {
    text.append("  # %7s %12s %9s %9s %13s%n".formatted(
        Figures.count(cost.requests()), Figures.count(cost.denied()), Figures.share(cost.denied(), of.all().requests()),
        Figures.count(cost.periods()), Figures.count(cost.browsers())));
  }

  private SuggestionText() {}
}
