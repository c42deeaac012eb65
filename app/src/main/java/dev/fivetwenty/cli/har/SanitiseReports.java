package dev.fivetwenty.cli.har;

import dev.fivetwenty.cli.render.Amount;
import dev.fivetwenty.cli.render.JsonDocument;
import dev.fivetwenty.cli.render.Shown;
import dev.fivetwenty.cli.render.Style;
import dev.fivetwenty.cli.render.Tool;
import dev.fivetwenty.har.sanitise.Removals;
import dev.fivetwenty.har.sanitise.Removals.Removal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What `har sanitise` says of what it hid, or found.
public final class SanitiseReports {

  private static final int PLACES = 40;

  /// One file and what was hidden in it.
  ///
  /// @param output where it was written, null where it was only looked at
  public record Cleaned(String file, String output, Removals removals) {}

  public static String text(Cleaned cleaned, Style style) {
    var out = new StringBuilder(512);
    int total = cleaned.removals().total();
    String values = Amount.count(total, "value", "values");
    out.append(style.bold(Shown.text(cleaned.file()))).append(": ");
    if (cleaned.output() != null) {
      out.append(values).append(" hidden, written to ").append(Shown.text(cleaned.output()));
    } else {
      String left = values + " left that could be secret";
      out.append(total == 0 ? style.good("nothing left that could be secret") : style.bad(left));
    }
    out.append('\n');
    List<Removal> all = sorted(cleaned.removals());
    for (Removal removal : all.stream().limit(PLACES).toList()) {
      out.append("  ").append("%6d".formatted(removal.count())).append("  ")
          .append(Shown.text(removal.at().place())).append(style.faint(
              "  " + removal.at().reason().sentence())).append('\n');
    }
    if (all.size() > PLACES) out.append("  and ").append(all.size() - PLACES).append(" more places\n");
    return out.toString();
  }

  private static List<Removal> sorted(Removals removals) {
    return removals.all().stream()
        .sorted(Comparator.comparingInt(Removal::count).reversed()).toList();
  }

  public static JsonDocument json(List<Cleaned> files) {
    var document = new LinkedHashMap<String, Object>();
    document.put("schemaVersion", 1);
    document.put("tool", "fivetwenty " + Tool.VERSION);
    document.put("files", files.stream().map(SanitiseReports::fileJson).toList());
    return new JsonDocument(document);
  }

  private static Map<String, Object> fileJson(Cleaned cleaned) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("file", cleaned.file());
    shown.put("output", cleaned.output());
    shown.put("hidden", cleaned.removals().total());
    shown.put("places", sorted(cleaned.removals()).stream().map(SanitiseReports::place).toList());
    return shown;
  }

  private static Map<String, Object> place(Removal removal) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("place", removal.at().place());
    shown.put("reason", removal.at().reason().slug());
    shown.put("sentence", removal.at().reason().sentence());
    shown.put("count", removal.count());
    return shown;
  }

  private SanitiseReports() {}
}
