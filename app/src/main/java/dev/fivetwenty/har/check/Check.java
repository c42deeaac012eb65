package dev.fivetwenty.har.check;

import dev.fivetwenty.har.BrokenHar;
import dev.fivetwenty.har.HarEntry;
import dev.fivetwenty.har.HarPart;
import dev.fivetwenty.har.HarReader;
import dev.fivetwenty.har.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Checks a HAR of any size against [LintRule]s, entry by entry. For one file.
public final class Check {

  /// Page references remembered until the pages are known: they may come last.
  private static final int MAX_REFERENCES = 10_000;

  private final Notes notes = new Notes();
  private final Shape shape = new Shape(notes);
  private final TimeChecks times = new TimeChecks(notes);
  private final RequestChecks requests = new RequestChecks(notes);
  private final ResponseChecks responses = new ResponseChecks(notes);
  private final Set<String> pages = new HashSet<>();
  private final Map<String, String> references = new LinkedHashMap<>();
  private String creator = "";
  private boolean versioned;
  private boolean created;
  private boolean listed;
  private int entries;
  private int failed;

  private Check() {}

  /// A file that is no HAR, or ends early, is a note, too; what came before is checked.
  public static CheckReport of(InputStream file) throws IOException {
    return new Check().check(file);
  }

  private CheckReport check(InputStream file) throws IOException {
    boolean whole = true;
    try (HarReader reader = HarReader.open(file)) {
      for (var part = reader.next(); part.isPresent(); part = reader.next()) part(part.get());
      document();
    } catch (BrokenHar broken) {
      whole = false;
      notes.outside();
      notes.at(broken.offset());
      notes.add(LintRule.HAR_BROKEN, broken.pointer(), broken.what());
    }
    return new CheckReport(creator, entries, failed, notes.notes(), notes.counts(), whole);
  }

  private void part(HarPart part) {
    switch (part) {
      case HarPart.Header(String name, Json value) -> header(name, value);
      case HarPart.Beside(String name, Json _) ->
          notes.add(LintRule.UNPREFIXED_FIELD, "/" + name, name + " beside the log");
      case HarPart.Entry(HarEntry entry) -> entry(entry);
      case HarPart.EntriesStart _ -> listed = true;
      case HarPart.LogStart _, HarPart.EntriesEnd _ -> { }
      case HarPart.LogEnd _ -> notes.outside();
    }
  }

  private void header(String name, Json value) {
    notes.outside();
    String pointer = "/log/" + name;
    switch (name) {
      case "version" -> version(value, pointer);
      case "creator" -> {
        created = true;
        shape.check("creator", value, pointer);
        if (value instanceof Json.Obj who) {
          creator = (who.text("name") + " " + who.text("version")).strip();
        }
      }
      case "browser" -> {
        if (value != Json.Word.NULL) shape.check("creator", value, pointer);
      }
      case "pages" -> pages(value, pointer);
      case "entries" -> {
        listed = true;
        notes.add(LintRule.FIELD_TYPE, pointer, "entries is no list");
      }
      default -> {
        boolean known = name.equals("comment") || name.startsWith("_");
        if (!known) notes.add(LintRule.UNPREFIXED_FIELD, pointer, name);
      }
    }
  }

  private void version(Json value, String pointer) {
    versioned = true;
    String version = value instanceof Json.Text(String text, long _) ? text : "";
    // An empty one means 1.1.
    if (!version.matches("|1\\.[1-9][0-9]*")) {
      notes.add(LintRule.LOG_VERSION, pointer, "the version is not 1.1, 1.2 or a later 1.x");
    }
  }

  private void pages(Json value, String pointer) {
    if (!(value instanceof Json.Arr(List<Json> values))) {
      if (value != Json.Word.NULL) notes.add(LintRule.FIELD_TYPE, pointer, "pages is no list");
      return;
    }
    for (int i = 0; i < values.size(); i++) {
      String place = pointer + "/" + i;
      shape.check("page", values.get(i), place);
      if (!(values.get(i) instanceof Json.Obj page)) continue;
      times.date(page.text("startedDateTime"), place + "/startedDateTime");
      if (!pages.add(page.text("id"))) {
        notes.add(LintRule.PAGE_ID_TWICE, place + "/id", "page " + i + " has an id used before");
      }
    }
  }

  private void entry(HarEntry entry) {
    entries++;
    notes.in(entry);
    shape.check("entry", entry.json(), entry.pointer());
    times.entry(entry);
    requests.entry(entry);
    responses.entry(entry);
    if (entry.status() == 0) failed++;
    String page = entry.object().text("pageref");
    if (!page.isEmpty() && references.size() < MAX_REFERENCES) {
      references.putIfAbsent(page, entry.pointer() + "/pageref");
    }
  }

  private void document() {
    notes.outside();
    if (!versioned) notes.add(LintRule.LOG_VERSION, "/log", "version is missing");
    if (!created) notes.add(LintRule.FIELD_MISSING, "/log", "creator is missing");
    if (!listed) notes.add(LintRule.ENTRIES_MISSING, "/log", "entries is missing");
    references.forEach((page, pointer) -> {
      if (!pages.contains(page)) {
        notes.add(LintRule.PAGEREF_DANGLING, pointer, "there is no such page");
      }
    });
  }
}
