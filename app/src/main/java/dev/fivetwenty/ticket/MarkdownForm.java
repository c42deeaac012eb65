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
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/// A page as Markdown, to be pasted into a form or a mail.
public final class MarkdownForm {

  /// What would begin a link, an image, HTML, emphasis or a cell.
  private static final String SIGNS = "\\<[]*_|";

  private final StringBuilder out = new StringBuilder(4096);

  public static String of(Page page) {
    return new MarkdownForm().write(page);
  }

  private String write(Page page) {
    line("# " + text(page.title()));
    line("");
    line("**" + text(page.lead()) + "**");
    for (Section section : page.sections()) {
      line("");
      line("## " + text(section.heading()));
      section.parts().forEach(this::part);
    }
    return out.toString();
  }

  private void part(Part part) {
    line("");
    switch (part) {
      case Text(String text) -> line(text(text));
      case Facts(List<Fact> facts) ->
          facts.forEach(f -> line("* **" + text(f.name()) + ":** " + text(f.text())));
      case Items(List<String> items) -> items.forEach(item -> line("* " + text(item)));
      case Steps(List<Step> steps) -> steps(steps);
      case Code(String code) -> block(code, "");
      case Table(List<String> head, List<List<String>> rows) -> table(head, rows);
    }
  }

  private void steps(List<Step> steps) {
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      line((i + 1) + ". " + text(step.text()));
      if (!step.command().isEmpty()) block(step.command(), "   ");
      if (!step.result().isEmpty()) line("   " + text(step.result()));
    }
  }

  private void block(String code, String indent) {
    String shown = Span.lines(code);
    String fence = "```";
    while (shown.contains(fence)) fence += "`";
    line(indent + fence);
    shown.lines().forEach(each -> line(indent + each));
    line(indent + fence);
  }

  private void table(List<String> head, List<List<String>> rows) {
    row(head);
    row(Collections.nCopies(head.size(), "---"));
    rows.forEach(this::row);
  }

  private void row(List<String> cells) {
    line(cells.stream().map(MarkdownForm::text).collect(Collectors.joining(" | ", "| ", " |")));
  }

  /// A bar ends a cell even within code.
  private static String text(String text) {
    var shown = new StringBuilder(text.length());
    for (Span span : Span.of(text)) {
      if (span.isCode()) shown.append('`').append(span.text().replace("|", "\\|")).append('`');
      else shown.append(escaped(span.text()));
    }
    return shown.toString();
  }

  private static String escaped(String plain) {
    var shown = new StringBuilder(plain.length());
    for (char c : plain.toCharArray()) {
      if (SIGNS.indexOf(c) >= 0) shown.append('\\');
      shown.append(c);
    }
    return shown.toString();
  }

  private void line(String text) {
    out.append(text.stripTrailing()).append('\n');
  }
}
