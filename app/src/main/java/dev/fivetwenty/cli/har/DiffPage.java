package dev.fivetwenty.cli.har;

import dev.fivetwenty.cli.render.Amount;
import dev.fivetwenty.cli.render.HexView;
import dev.fivetwenty.cli.render.Style;
import dev.fivetwenty.cli.render.Tool;
import dev.fivetwenty.har.NameValue;
import dev.fivetwenty.har.diff.DiffReport;
import dev.fivetwenty.har.diff.Difference;
import dev.fivetwenty.har.diff.HeaderBudget;
import dev.fivetwenty.har.diff.Pair;
import dev.fivetwenty.har.diff.Side;
import dev.fivetwenty.har.diff.Verdict;
import dev.fivetwenty.har.diff.Wording;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A comparison as one page that needs nothing else: no script, no network, light and dark.
public final class DiffPage {

  /// Pairs shown with all their headers; of the rest only the count.
  private static final int MAX_PAIRS = 200;

  private final HiddenValues hidden;
  private final StringBuilder out = new StringBuilder(1 << 16);

  public DiffPage(HiddenValues hidden) {
    this.hidden = hidden;
  }

  public String of(String direct, String proxied, DiffReport report) {
    out.append(
        """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>Direct and through the proxy</title>
        <style>
        """)
        .append(css()).append("</style>\n");
    out.append("<h1>Direct and through the proxy</h1>\n");
    boolean same = report.verdict().who() == Verdict.Who.SAME;
    out.append("<p class=\"verdict").append(same ? " same" : "").append("\">")
        .append(Html.escaped(Sentence.text(report.verdict().line(), 1000))).append("</p>\n");
    out.append("<p class=\"faint\"><span class=\"direct\">direct</span> ").append(Html.text(direct))
        .append(", <span class=\"proxied\">through the proxy</span> ").append(Html.text(proxied))
        .append(": ").append(Amount.count(report.pairs().size(), "request", "requests"))
        .append(", ").append(report.differing()).append(report.differing() == 1 ? " differs</p>\n" : " differ</p>\n");
    out.append(Waterfall.of(report.pairs(), hidden));
    List<Pair> shown =
        report.pairs().stream()
            .sorted(Comparator.comparing((Pair p) -> !p.differs()))
            .limit(MAX_PAIRS).toList();
    shown.forEach(this::pair);
    int more = report.pairs().size() - shown.size();
    if (more > 0) out.append("<p class=\"faint\">and ").append(more).append(" more requests</p>\n");
    out.append("<p class=\"faint\">fivetwenty ").append(Tool.VERSION).append("</p>\n</html>\n");
    return out.toString();
  }

  private static String css() {
    try (InputStream css = DiffPage.class.getResourceAsStream("diff.css")) {
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("diff.css is part of the program", e);
    }
  }

  private void pair(Pair pair) {
    Side any = pair.any();
    out.append("<section>\n<h2>").append(Html.text(any.method())).append(' ')
        .append(Html.text(hidden.url(any.url()))).append("</h2>\n<dl>\n");
    side("direct", "direct", pair.direct());
    side("proxied", "through the proxy", pair.proxied());
    out.append("</dl>\n");
    differences(pair);
    fields(pair);
    pair.direct().ifPresent(side -> bytes("direct", side));
    pair.proxied().ifPresent(side -> bytes("through the proxy", side));
    out.append("</section>\n");
  }

  private void side(String style, String name, Optional<Side> side) {
    out.append("<dt class=\"").append(style).append("\">").append(name).append("</dt><dd>");
    if (side.isEmpty()) {
      out.append("not asked</dd>\n");
      return;
    }
    Side seen = side.get();
    out.append(seen.isFailure() ? "<span class=\"bad\">" : "<span>")
        .append(Html.text(seen.outcome())).append("</span>");
    if (!seen.summary().isEmpty()) out.append(": ").append(Html.escaped(Sentence.text(seen.summary(), 400)));
    seen.rayId().ifPresent(id -> out.append("<br><span class=\"faint\">Ray ID ").append(Html.text(id)).append("</span>"));
    if (seen.tls().isKnown()) {
      out.append("<br><span class=\"faint\">").append(Html.text(seen.tls().text())).append("</span>");
    }
    room(seen);
    out.append("</dd>\n");
  }

  private void room(Side side) {
    // An edge's own page says nothing of the headers that it refused.
    if (side.section() <= 0 || side.isEdgeAnswer()) return;
    out.append("<br><span class=\"faint\">header section ").append(Amount.bytes(side.section()));
    String separator = ": ";
    for (HeaderBudget.Room room : HeaderBudget.of(side)) {
      long left = room.left();
      out.append(separator).append(left < 0 ? "<span class=\"bad\">" : "<span>")
          .append(Amount.number(Math.abs(left))).append(left < 0 ? " over " : " left of ")
          .append(Amount.number(room.limit())).append(" (").append(room.profile()).append(")</span>");
      separator = ", ";
    }
    String biggest = HeaderBudget.biggest(side);
    if (!biggest.isEmpty()) out.append("; biggest: ").append(Html.text(biggest));
    out.append("</span>");
  }

  private void differences(Pair pair) {
    List<Difference> shown = pair.differences().stream().filter(d -> !d.folded()).toList();
    if (!shown.isEmpty()) {
      out.append("<ul>\n");
      for (Difference difference : shown) {
        out.append("<li>").append(Html.text(Wording.of(difference))).append("</li>\n");
      }
      out.append("</ul>\n");
    }
    List<Difference> folded = pair.differences().stream().filter(Difference::folded).toList();
    if (folded.isEmpty()) return;
    out.append("<details><summary>").append(Amount.count(folded.size(), "difference", "differences"))
        .append(" that any proxy makes, or within noise</summary>\n<ul>\n");
    for (Difference difference : folded) {
      out.append("<li class=\"faint\">").append(Html.text(Wording.of(difference))).append("</li>\n");
    }
    out.append("</ul></details>\n");
  }

  private void fields(Pair pair) {
    Map<String, String> direct = values(pair.direct());
    Map<String, String> proxied = values(pair.proxied());
    var names = new LinkedHashMap<String, Boolean>();
    direct.keySet().forEach(name -> names.put(name, true));
    proxied.keySet().forEach(name -> names.put(name, true));
    if (names.isEmpty()) return;
    out.append("<details").append(pair.differs() ? " open" : "")
        .append("><summary>response headers</summary>\n<table class=\"fields\"><thead><tr><th>name</th>"
            + "<th class=\"direct\">direct</th><th class=\"proxied\">through the proxy</th></tr></thead>\n<tbody>\n");
    for (String name : names.keySet()) {
      String here = direct.getOrDefault(name, "");
      String there = proxied.getOrDefault(name, "");
      boolean differs =
          pair.differences().stream().anyMatch(d -> d.what().equals(name) && !d.folded());
      out.append(differs ? "<tr class=\"differs\">" : "<tr>").append("<td class=\"name\">").append(Html.text(name));
      value("direct", hidden.field(name, here));
      value("proxied", hidden.field(name, there));
      out.append("</tr>\n");
    }
    out.append("</tbody></table></details>\n");
  }

  private void value(String side, String value) {
    out.append("</td><td class=\"value\" data-side=\"").append(side).append("\">");
    String separator = "";
    for (String line : value.split("\n", -1)) {
      out.append(separator).append(Html.text(line));
      separator = "\n";
    }
  }

  private static Map<String, String> values(Optional<Side> side) {
    var values = new LinkedHashMap<String, String>();
    for (NameValue field : side.map(Side::fields).orElse(List.of())) {
      String name = field.name().toLowerCase(Locale.ROOT);
      values.merge(name, field.value(), (a, b) -> a + "\n" + b);
    }
    return values;
  }

  private void bytes(String name, Side side) {
    byte[] reply = hidden.reply(side);
    if (reply.length == 0) return;
    boolean known = side.faultOffset() >= 0 && side.faultOffset() <= reply.length;
    var view = new HexView(reply, Style.PLAIN);
    String hex = known ? view.around(side.faultOffset(), "byte " + side.faultOffset()) : view.head(256);
    out.append("<details open><summary>bytes of the reply, ").append(name).append(": ")
        .append(Amount.bytes(reply.length)).append(" kept</summary>\n<pre>").append(Html.escaped(hex))
        .append("</pre></details>\n");
  }
}
