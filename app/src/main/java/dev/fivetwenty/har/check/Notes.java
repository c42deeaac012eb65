package dev.fivetwenty.har.check;

import dev.fivetwenty.har.HarEntry;
import dev.fivetwenty.har.ShownUrl;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Collects notes; knows which entry is being looked at.
final class Notes {

  /// Notes kept of one rule; what is systematic is clear by then.
  static final int MOST_OF_A_RULE = 100;

  /// Characters shown of a URL.
  private static final int MAX_URL = 200;

  private final List<Note> notes = new ArrayList<>();
  private final Map<LintRule, Integer> counts = new EnumMap<>(LintRule.class);
  private String url = "";
  private long offset = -1;

  void in(HarEntry entry) {
    String shown = ShownUrl.of(entry.url());
    url = shown.length() <= MAX_URL ? shown : shown.substring(0, MAX_URL) + "...";
    offset = entry.offset();
  }

  void outside() {
    url = "";
    offset = -1;
  }

  void at(long where) {
    offset = where;
  }

  void add(LintRule rule, String pointer, String detail) {
    if (counts.merge(rule, 1, Integer::sum) > MOST_OF_A_RULE) return;
    notes.add(new Note(rule, pointer, offset, url, detail));
  }

  List<Note> notes() {
    return notes;
  }

  Map<LintRule, Integer> counts() {
    return counts;
  }
}
