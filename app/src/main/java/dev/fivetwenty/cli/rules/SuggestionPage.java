package dev.fivetwenty.cli.rules;

import dev.fivetwenty.cli.render.Tool;
import dev.fivetwenty.traffic.Requester;
import dev.fivetwenty.traffic.suggest.Spread;
import dev.fivetwenty.traffic.suggest.Suggestion;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What limits would cost, as one page: for each period a plot of the share that is denied over the
/// limit, and the same as tables.
final class SuggestionPage {

  private static final int WIDTH = 960;
  private static final int HEIGHT = 160;
  private static final int POINTS = 120;

  private final StringBuilder out = new StringBuilder(1 << 14);

  /// @param text what is printed, a file of rules
  static String of(List<Suggestion> suggestions, long requests, String text) {
    var page = new SuggestionPage();
    page.out.append(PageHead.of("Limits, proposed")).append("<h1>Limits, proposed</h1>\n<p>")
        .append(Figures.count(requests)).append(" requests counted.</p>\n");
    suggestions.forEach(page::suggestion);
    page.out.append("<h2>Rules to begin with</h2>\n<pre>").append(PageHead.lines(text))
        .append("</pre>\n<p class=\"faint\">fivetwenty ").append(Tool.VERSION).append("</p>\n</html>\n");
    return page.out.toString();
  }

  private void suggestion(Suggestion of) {
    String title = "in " + Figures.length(of.period()) + ", by " + String.join(" and ", of.by());
    out.append("<h2>").append(PageHead.text(title)).append("</h2>\n");
    if (of.all().requests() == 0) {
      out.append("<p>No request was counted.</p>\n");
      return;
    }
    plot(of);
    percentiles(of);
    costs(of);
  }

  /// Limits stand on a logarithmic scale, from one request to what nobody exceeded.
  private void plot(Suggestion of) {
    String proposed = Figures.count(of.proposed());
    out.append(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"share of requests denied, by limit\">%n"
            .formatted(WIDTH, HEIGHT));
    line("line", of.all(), of.all().most());
    line("line browsers", of.byRequester().get(Requester.BROWSER), of.all().most());
    double x = x(Math.min(of.proposed(), of.all().most()), of.all().most());
    out.append(
        String.format(
            Locale.ROOT,
            "<line class=\"proposed\" x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"0\" y2=\"%2$d\"/>%n</svg>%n", x, HEIGHT));
    out.append(PageHead.ends("limit 1", "limit " + Figures.count(of.all().most())));
    out.append("<p class=\"faint\">Share of requests that a limit denies, from none to all: grey of all, orange of browsers; dashed the proposed limit, ")
        .append(proposed).append(".</p>\n");
  }

  private void line(String kind, Spread of, long most) {
    if (of.requests() == 0) return;
    out.append("<polyline class=\"").append(kind).append("\" points=\"");
    for (int i = 0; i <= POINTS; i++) {
      long limit = Math.round(Math.pow(most, (double) i / POINTS));
      double share = (double) of.beyond(limit) / of.requests();
      out.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(limit, most), (1 - share) * HEIGHT));
    }
    out.append("\"/>\n");
  }

  private static double x(long limit, long most) {
    return most <= 1 ? 0 : Math.log(limit) / Math.log(most) * WIDTH;
  }

  private void percentiles(Suggestion of) {
    out.append("<div class=\"scroll\"><table>\n<tr><th>requests in a period of<th>periods");
    for (double percent : Suggestion.PERCENTS) out.append("<th>").append(SuggestionText.percent(percent)).append("&nbsp;%");
    out.append("<th>most</tr>\n");
    percentiles("all", of.all());
    for (Map.Entry<Requester, Spread> one : of.byRequester().entrySet()) {
      if (one.getValue().periods() > 0) percentiles(one.getKey().words(), one.getValue());
    }
    out.append("</table></div>\n");
  }

  private void percentiles(String who, Spread of) {
    out.append("<tr><td>").append(who).append("<td>").append(Figures.count(of.periods()));
    for (double percent : Suggestion.PERCENTS) out.append("<td>").append(Figures.count(of.percentile(percent)));
    out.append("<td>").append(Figures.count(of.most())).append("</tr>\n");
  }

  private void costs(Suggestion of) {
    out.append("<div class=\"scroll\"><table>\n<tr><th>limit<th>denied<th>share<th>periods<th>of browsers</tr>\n");
    for (Suggestion.Cost cost : of.costs()) cost(of, cost, "<tr>");
    cost(of, of.proposedCost(), "<tr class=\"now\">");
    out.append("</table></div>\n");
  }

  private void cost(Suggestion of, Suggestion.Cost cost, String row) {
    out.append(row).append("<td>").append(Figures.count(cost.requests())).append("<td>")
        .append(Figures.count(cost.denied())).append("<td>")
        .append(Figures.share(cost.denied(), of.all().requests())).append("<td>")
        .append(Figures.count(cost.periods())).append("<td>").append(Figures.count(cost.browsers()))
        .append("</tr>\n");
  }

  private SuggestionPage() {}
}
