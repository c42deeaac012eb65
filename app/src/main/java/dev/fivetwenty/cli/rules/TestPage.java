package dev.fivetwenty.cli.rules;

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
    outcome.rules().forEach(page::rule);
    page.whatIfs();
    page.out.append("<details><summary>as text</summary><pre>").append(PageHead.lines(OutcomeText.of(outcome)))
        .append("</pre></details>\n<p class=\"faint\">fivetwenty ").append(Tool.VERSION)
            .append("</p>\n</html>\n");
    return page.out.toString();
  }

  private void head(String rules) {
    out.append(PageHead.of("Rules, replayed"));
    out.append("<h1>").append(PageHead.text(rules)).append("</h1>\n<p>");
    out.append(Figures.count(outcome.requests())).append(" requests from ")
        .append(Figures.time(outcome.firstMillis()))
        .append(" to ").append(Figures.time(outcome.lastMillis())).append("; ")
        .append(Figures.count(outcome.deniedRequests())).append(" would have been denied (")
        .append(Figures.share(outcome.deniedRequests(), outcome.requests())).append(").</p>\n");
  }

  private void rule(RuleHits hits) {
    if (hits.hits() == 0) {
      out.append("<h2>").append(PageHead.text(hits.id())).append("</h2>\n<p>Met no request.</p>\n");
      return;
    }
    plot(hits.id() + ": " + OutcomeText.sum(hits), hits.timeline(), "hits");
    out.append("<table class=\"facts\">\n");
    OutcomeText.facts(outcome, hits).forEach(
        (what, said) -> out.append("<tr><th>").append(what).append("<td>").append(PageHead.text(said)).append("</tr>\n"));
    out.append("</table>\n");
  }

  /// Bars over the time of the whole log, so that plots stand below each other.
  private void plot(String title, Timeline timeline, String kind) {
    long[] counts = timeline.counts();
    long most = 1;
    for (long count : counts) most = Math.max(most, count);
    double span = Math.max(outcome.lastMillis() - outcome.firstMillis(), 1) + timeline.stepMillis();
    out.append("<h2>").append(PageHead.text(title)).append("</h2>\n<svg viewBox=\"0 0 ").append(WIDTH)
        .append(' ')
        .append(HEIGHT).append("\" role=\"img\" aria-label=\"").append(PageHead.text(title))
        .append("\">\n");
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == 0) continue;
      double x = (timeline.start() - outcome.firstMillis() + i * timeline.stepMillis()) / span * WIDTH;
      double height = Math.max(1, (double) counts[i] / most * HEIGHT);
      out.append("<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"><title>%s: %d</title></rect>%n".formatted(
          kind, Math.max(0, x), HEIGHT - height, Math.max(1, timeline.stepMillis() / span * WIDTH), height,
          Figures.time(timeline.start() + i * timeline.stepMillis()), counts[i]));
    }
    out.append("</svg>\n").append(
        PageHead.ends(
            Figures.time(outcome.firstMillis()),
            "%s, at most %s in %d s".formatted(
                Figures.time(outcome.lastMillis()), Figures.count(most), timeline.stepMillis() / 1000)));
  }

  private void whatIfs() {
    List<String> rules = outcome.whatIfs().stream().map(Outcome.WhatIf::rule).distinct().toList();
    for (String rule : rules) {
      var mine = outcome.whatIfs().stream().filter(w -> w.rule().equals(rule)).toList();
      long most = Math.max(1, mine.stream().mapToLong(Outcome.WhatIf::denied).max().orElse(1));
      out.append("<h2>What if ").append(PageHead.text(rule)).append(" had another limit</h2>\n<table class=\"wide\">\n")
          .append("<tr><th>limit<th>denied<th>share<th>clients<th></tr>\n");
      for (Outcome.WhatIf one : mine) {
        out.append("<tr").append(one.asIs() ? " class=\"now\"" : "").append("><td>")
            .append(Figures.count(one.requests()))
            .append("<td>").append(Figures.count(one.denied())).append("<td>")
            .append(Figures.share(one.denied(), outcome.requests())).append("<td>")
                .append(Figures.count(one.clients()))
            .append("<td><svg viewBox=\"0 0 300 12\" preserveAspectRatio=\"none\" style=\"height:12px\"><rect class=\"bar\" width=\"")
            .append(300 * one.denied() / most).append("\" height=\"12\"/></svg></tr>\n");
      }
      out.append("</table>\n");
    }
  }
}
