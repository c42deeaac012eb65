package dev.fivetwenty.cli.rules;

import dev.fivetwenty.traffic.suggest.Spread;
import dev.fivetwenty.traffic.suggest.Suggestion;
import java.util.List;
import java.util.stream.Collectors;

/// Limits that would suit, as a file of rules whose comments say why.
public final class SuggestionText {

  private final StringBuilder text = new StringBuilder();
  private final String expression;

  private SuggestionText(String expression) {
    this.expression = expression;
  }

  /// @param expression of the requests that were counted; empty for all
  public static String of(
      List<Suggestion> suggestions, String expression, long requests, long unreadable) {
    var text = new SuggestionText(expression);
    text.line("# %s requests counted", Figures.count(requests));
    if (unreadable > 0) text.line("# %s lines could not be read", Figures.count(unreadable));
    if (requests == 0) {
      text.line("# A limit that comes from nothing is a guess: none is proposed.");
      text.line("rules: []");
      return text.text.toString();
    }
    text.line("rules:");
    suggestions.forEach(text::suggestion);
    return text.text.toString();
  }

  private void line(String form, Object... values) {
    text.append(form.formatted(values)).append('\n');
  }

  private void suggestion(Suggestion of) {
    spread(of);
    line("  #   limit       denied     share   periods   of browsers");
    of.costs().forEach(cost -> cost(of, cost));
    Suggestion.Cost proposed = of.proposedCost();
    line("  # Proposed below; it would have denied %s requests (%s), %s of them of browsers.",
        Figures.count(proposed.denied()), Figures.share(proposed.denied(), of.all().requests()),
        Figures.count(proposed.browsers()));
    rule(of);
  }

  private void spread(Suggestion of) {
    Spread all = of.all();
    line("");
    line("  # %s periods of %s, told apart by %s:", Figures.count(all.periods()),
        Figures.length(of.period()), String.join(" and ", of.by()));
    String shares =
        Suggestion.PERCENTS.stream()
            .map(p -> "%s %% of them had at most %s".formatted(
                percent(p), Figures.count(all.percentile(p))))
            .collect(Collectors.joining(", "));
    line("  # %s requests, the busiest %s.", shares, Figures.count(all.most()));
    if (of.cut() == 0) return;
    line("  # %s periods were ended early for want of memory: counts may be too low.",
        Figures.count(of.cut()));
  }

  static String percent(double percent) {
    return percent % 1 == 0 ? "" + (int) percent : "" + percent;
  }

  private void cost(Suggestion of, Suggestion.Cost cost) {
    line("  # %7s %12s %9s %9s %13s", Figures.count(cost.requests()), Figures.count(cost.denied()),
        Figures.share(cost.denied(), of.all().requests()), Figures.count(cost.periods()),
        Figures.count(cost.browsers()));
  }

  private void rule(Suggestion of) {
    String length = Figures.length(of.period());
    line("  - id: limit-%s", length);
    if (!expression.isEmpty()) line("    expression: %s", quoted(expression));
    line("    mode: shadow");
    line("    rate_limit:");
    line("      characteristics: [%s]",
        of.by().stream().map(SuggestionText::quoted).collect(Collectors.joining(", ")));
    line("      period: %s", length);
    line("      requests_per_period: %d", of.proposed());
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
