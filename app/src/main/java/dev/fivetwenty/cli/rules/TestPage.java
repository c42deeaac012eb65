package dev.fivetwenty.cli.rules;

import dev.fivetwenty.cli.har.Html;
import dev.fivetwenty.cli.render.Shown;
import dev.fivetwenty.cli.render.Tool;
import dev.fivetwenty.traffic.Outcome;
import dev.fivetwenty.traffic.RuleHits;
import dev.fivetwenty.traffic.Timeline;
import java.util.List;

/// What rules did to logs, as one page that needs nothing else: no script, no network.
public final class TestPage {

  private static final int WIDTH = 960;
  private static final int HEIGHT = 120;

  private final Outcome outcome;
  private final StringBuilder out = new StringBuilder(1 << 14);

  private TestPage(Outcome outcome) {
    this.outcome = outcome;
  }

  public static String of(String rules, Outcome outcome) {
    var page = new TestPage(outcome);
    page.head(rules);
    page.plot("all requests", outcome.timeline(), "all");
    for (RuleHits hits : outcome.rules()) page.plot(hits.id() + ": " + Figures.count(hits.hits()),
        hits.timeline(), "hits");
    page.whatIfs();
    page.out.append("<details><summary>as text</summary><pre>").append(html(OutcomeText.of(outcome)))
        .append("</pre></details>\n<p class=\"faint\">fivetwenty ").append(Tool.VERSION)
            .append("</p>\n</html>\n");
    return page.out.toString();
  }

  private static String html(String text) {
    var shown = new StringBuilder();
    text.lines().forEach(line -> shown.append(Shown.text(line)).append('\n'));
    return Html.escaped(shown.toString());
  }

  private void head(String rules) {
    out.append(
        """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>Rules, replayed</title>
        <style>
        :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
        body { max-width: 64rem; margin: 2rem auto; padding: 0 1rem; }
        svg { width: 100%; height: auto; } .all { fill: #8a8f98; } .hits { fill: #c2410c; } text { fill: currentColor; font-size: 12px; }
        table { border-collapse: collapse; } td, th { padding: .2rem .8rem; text-align: right; } tr.now { font-weight: bold; }
        .faint { opacity: .7; } .bar { fill: #c2410c; }
        </style>
        """);
    out.append("<h1>").append(html(rules).strip()).append("</h1>\n<p>");
    out.append(Figures.count(outcome.requests())).append(" requests from ")
        .append(Figures.time(outcome.firstMillis()))
        .append(" to ").append(Figures.time(outcome.lastMillis())).append("; ")
        .append(Figures.count(outcome.deniedRequests())).append(" would have been denied (")
        .append(Figures.share(outcome.deniedRequests(), outcome.requests())).append(").</p>\n");
  }

  /// Bars over the time of the whole log, so that plots stand below each other.
  private void plot(String title, Timeline timeline, String kind) {
    long[] counts = timeline.counts();
    long most = 1;
    for (long count : counts) most = Math.max(most, count);
    double span = Math.max(outcome.lastMillis() - outcome.firstMillis(), 1) + timeline.stepMillis();
    out.append("<h2>").append(html(title).strip()).append("</h2>\n<svg viewBox=\"0 0 ").append(WIDTH)
        .append(' ')
        .append(HEIGHT + 20).append("\" role=\"img\" aria-label=\"").append(html(title).strip())
            .append("\">\n");
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == 0) continue;
      double x = (timeline.start() - outcome.firstMillis() + i * timeline.stepMillis()) / span * WIDTH;
      double height = Math.max(1, (double) counts[i] / most * HEIGHT);
      out.append("<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"><title>%s: %d</title></rect>%n".formatted(
          kind, Math.max(0, x), HEIGHT - height, Math.max(1, timeline.stepMillis() / span * WIDTH), height,
          Figures.time(timeline.start() + i * timeline.stepMillis()), counts[i]));
    }
    out.append("<text x=\"0\" y=\"%d\">%s</text><text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s, at most %s in %d s</text>\n</svg>\n".formatted(
        HEIGHT + 15, Figures.time(outcome.firstMillis()), WIDTH, HEIGHT + 15,
            Figures.time(outcome.lastMillis()),
        Figures.count(most), timeline.stepMillis() / 1000));
  }

  private void whatIfs() {
    List<String> rules = outcome.whatIfs().stream().map(Outcome.WhatIf::rule).distinct().toList();
    for (String rule : rules) {
      var mine = outcome.whatIfs().stream().filter(w -> w.rule().equals(rule)).toList();
      long most = Math.max(1, mine.stream().mapToLong(Outcome.WhatIf::denied).max().orElse(1));
      out.append("<h2>What if ").append(html(rule).strip()).append(" had another limit</h2>\n<table>\n")
          .append("<tr><th>limit<th>denied<th>share<th>clients<th></tr>\n");
      for (Outcome.WhatIf one : mine) {
        out.append("<tr").append(one.asIs() ? " class=\"now\"" : "").append("><td>")
            .append(Figures.count(one.requests()))
            .append("<td>").append(Figures.count(one.denied())).append("<td>")
            .append(Figures.share(one.denied(), outcome.requests())).append("<td>")
                .append(Figures.count(one.clients()))
            .append("<td><svg viewBox=\"0 0 300 12\" style=\"width:300px\"><rect class=\"bar\" width=\"")
            .append(300 * one.denied() / most).append("\" height=\"12\"/></svg></tr>\n");
      }
      out.append("</table>\n");
    }
  }
}
