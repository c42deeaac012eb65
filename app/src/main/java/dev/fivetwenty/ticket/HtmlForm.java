package dev.fivetwenty.ticket;

import dev.fivetwenty.ticket.Page.Code;
import dev.fivetwenty.ticket.Page.Fact;
import dev.fivetwenty.ticket.Page.Facts;
import dev.fivetwenty.ticket.Page.Items;
import dev.fivetwenty.ticket.Page.Part;
import dev.fivetwenty.ticket.Page.Section;
import dev.fivetwenty.ticket.Page.Step;
import dev.fivetwenty.ticket.Page.Steps;
import dev.fivetwenty.ticket.Page.Table;
import dev.fivetwenty.ticket.Page.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A page as one HTML file that needs nothing else: no script, no network, light and dark.
public final class HtmlForm {

  private final StringBuilder out = new StringBuilder(1 << 14);

  public static String of(Page page) {
    return new HtmlForm().write(page);
  }

  private String write(Page page) {
    out.append(
        """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="referrer" content="no-referrer">
        """);
    out.append("<title>").append(escaped(page.title())).append("</title>\n<style>\n").append(css())
        .append("</style>\n");
    out.append("<h1>").append(text(page.title())).append("</h1>\n");
    out.append("<p class=\"lead\">").append(text(page.lead())).append("</p>\n");
    page.sections().forEach(this::section);
    return out.append("</html>\n").toString();
  }

  private static String css() {
    try (InputStream css = HtmlForm.class.getResourceAsStream("ticket.css")) {
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("ticket.css is part of the program", e);
    }
  }

  private void section(Section section) {
    out.append("<section>\n<h2>").append(text(section.heading())).append("</h2>\n");
    section.parts().forEach(this::part);
    out.append("</section>\n");
  }

  private void part(Part part) {
    switch (part) {
      case Text(String text) -> out.append("<p>").append(text(text)).append("</p>\n");
      case Facts(List<Fact> facts) -> facts(facts);
      case Items(List<String> items) -> {
        out.append("<ul>\n");
        items.forEach(item -> out.append("<li>").append(text(item)).append("</li>\n"));
        out.append("</ul>\n");
      }
      case Steps(List<Step> steps) -> {
        out.append("<ol>\n");
        steps.forEach(this::step);
        out.append("</ol>\n");
      }
      case Code(String code) -> code(code);
      case Table(List<String> head, List<List<String>> rows) -> table(head, rows);
    }
  }

  private void facts(List<Fact> facts) {
    out.append("<dl>\n");
    for (Fact fact : facts) {
      out.append("<dt>").append(text(fact.name())).append("</dt><dd>").append(text(fact.text()))
          .append("</dd>\n");
    }
    out.append("</dl>\n");
  }

  private void step(Step step) {
    out.append("<li>").append(text(step.text())).append('\n');
    if (!step.command().isEmpty()) code(step.command());
    if (!step.result().isEmpty()) {
      out.append("<p class=\"result\">").append(text(step.result())).append("</p>\n");
    }
    out.append("</li>\n");
  }

  /// Can be scrolled by keyboard, too.
  private void code(String code) {
    out.append("<pre tabindex=\"0\">").append(escaped(Span.lines(code).stripTrailing()))
        .append("</pre>\n");
  }

  /// On a narrow screen each cell stands by itself, under its column's name.
  private void table(List<String> head, List<List<String>> rows) {
    out.append("<table>\n<thead><tr>");
    head.forEach(name -> out.append("<th>").append(text(name)).append("</th>"));
    out.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : rows) {
      out.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        out.append("<td data-name=\"").append(escaped(head.get(i))).append("\">")
            .append(text(row.get(i))).append("</td>");
      }
      out.append("</tr>\n");
    }
    out.append("</tbody>\n</table>\n");
  }

  private static String text(String text) {
    var shown = new StringBuilder(text.length() + 16);
    for (Span span : Span.of(text)) {
      if (span.isCode()) shown.append("<code>").append(escaped(span.text())).append("</code>");
      else shown.append(escaped(span.text()));
    }
    return shown.toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        .replace("\"", "&quot;").replace("'", "&#39;");
  }
}
