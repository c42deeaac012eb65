package dev.fivetwenty.cli.har;

import dev.fivetwenty.cli.render.Amount;
import dev.fivetwenty.cli.render.JsonDocument;
import dev.fivetwenty.cli.render.Shown;
import dev.fivetwenty.cli.render.Style;
import dev.fivetwenty.cli.render.Tool;
import dev.fivetwenty.har.check.CheckReport;
import dev.fivetwenty.har.check.LintRule;
import dev.fivetwenty.har.check.LintRule.Severity;
import dev.fivetwenty.har.check.Note;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What `har check` prints.
public final class CheckReports {

  /// Places shown of one rule; JSON has more.
  private static final int PLACES = 5;

  private static final int MAX_DETAIL = 160;

  /// Returns the report for people: rule by rule, the worst first.
  public static String text(String file, CheckReport report, Style style) {
    var out = new StringBuilder(1024);
    out.append(style.bold(Shown.text(file))).append(": ")
        .append(Amount.count(report.entries(), "entry", "entries"));
    if (report.failed() > 0) out.append(", ").append(report.failed()).append(" without a status");
    if (!report.creator().isEmpty()) out.append(", by ").append(Shown.text(report.creator(), 80));
    out.append('\n').append(summary(report, style)).append('\n');
    for (LintRule rule : rules(report)) rule(out, rule, report, style);
    return out.toString();
  }

  private static String summary(CheckReport report, Style style) {
    int errors = report.count(Severity.ERROR);
    int warnings = report.count(Severity.WARNING);
    if (report.counts().isEmpty()) return style.good("nothing to complain about");
    String text =
        "%s, %s, %d to know".formatted(
            Amount.count(errors, "error", "errors"),
            Amount.count(warnings, "warning", "warnings"), report.count(Severity.INFO));
    return errors > 0 ? style.bad(text) : warnings > 0 ? style.warning(text) : text;
  }

  private static List<LintRule> rules(CheckReport report) {
    var rules = new ArrayList<>(report.counts().keySet());
    rules.sort(Comparator.comparing(LintRule::severity).reversed().thenComparing(r -> r));
    return rules;
  }

  private static void rule(StringBuilder out, LintRule rule, CheckReport report, Style style) {
    String head = name(rule.severity()) + " " + rule.slug();
    String painted =
        switch (rule.severity()) {
          case ERROR -> style.bad(head);
          case WARNING -> style.warning(head);
          case INFO -> style.bold(head);
        };
    out.append('\n').append(painted).append(": ").append(rule.sentence()).append('\n');
    List<Note> notes = report.notes().stream().filter(n -> n.rule() == rule).toList();
    for (Note note : notes.stream().limit(PLACES).toList()) {
      out.append("  ").append(Shown.text(note.pointer().isEmpty() ? "/" : note.pointer()))
          .append("  ").append(Shown.text(note.detail(), MAX_DETAIL));
      if (note.offset() >= 0) out.append(style.faint("  byte " + note.offset()));
      if (!note.url().isEmpty()) out.append("\n      ").append(style.faint(Shown.text(note.url())));
      out.append('\n');
    }
    int more = report.counts().get(rule) - Math.min(PLACES, notes.size());
    if (more > 0) out.append("  and ").append(more).append(" more\n");
  }

  private static String name(Severity severity) {
    return severity == Severity.INFO ? "note" : severity.name().toLowerCase(Locale.ROOT);
  }

  public static JsonDocument json(String file, CheckReport report) {
    var document = new LinkedHashMap<String, Object>();
    document.put("schemaVersion", 1);
    document.put("tool", "fivetwenty " + Tool.VERSION);
    document.put("file", file);
    document.put("creator", report.creator().isEmpty() ? null : report.creator());
    document.put("entries", report.entries());
    document.put("failed", report.failed());
    document.put("whole", report.whole());
    document.put("errors", report.count(Severity.ERROR));
    document.put("warnings", report.count(Severity.WARNING));
    document.put("rules", rules(report).stream().map(r -> ruleJson(r, report)).toList());
    document.put("notes", report.notes().stream().map(CheckReports::noteJson).toList());
    return new JsonDocument(document);
  }

  private static Map<String, Object> ruleJson(LintRule rule, CheckReport report) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("rule", rule.slug());
    shown.put("severity", name(rule.severity()));
    shown.put("sentence", rule.sentence());
    shown.put("count", report.counts().get(rule));
    return shown;
  }

  private static Map<String, Object> noteJson(Note note) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("rule", note.rule().slug());
    shown.put("severity", name(note.rule().severity()));
    shown.put("pointer", note.pointer());
    shown.put("offset", note.offset() < 0 ? null : note.offset());
    shown.put("url", note.url().isEmpty() ? null : note.url());
    shown.put("detail", note.detail());
    return shown;
  }

  private CheckReports() {}
}
