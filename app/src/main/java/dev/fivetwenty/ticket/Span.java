package dev.fivetwenty.ticket;

import java.util.ArrayList;
import java.util.List;

/// A stretch of text: plain, or code, which stands in backticks.
public record Span(String text, boolean isCode) {

  /// Longer values are cut: a ticket is read by people.
  private static final int MAX_CODE = 500;

  /// Returns a value as a code span that nothing within can end; empty for an empty value.
  public static String code(String raw) {
    if (raw.isEmpty()) return "";
    String shown = raw.length() > MAX_CODE ? raw.substring(0, MAX_CODE) + "..." : raw;
    return "`" + line(shown).replace('`', '\'') + "`";
  }

  /// Returns a sentence that somebody else had a hand in as plain text: it begins no code span.
  public static String plain(String raw) {
    return line(raw).replace('`', '\'');
  }

  /// Returns the spans of a text, in order; a last backtick without another begins no span.
  static List<Span> of(String text) {
    var spans = new ArrayList<Span>();
    int at = 0;
    while (at < text.length()) {
      int begin = text.indexOf('`', at);
      int end = begin < 0 ? -1 : text.indexOf('`', begin + 1);
      if (end < 0) break;
      if (begin > at) spans.add(new Span(line(text.substring(at, begin)), false));
      if (end > begin + 1) spans.add(new Span(line(text.substring(begin + 1, end)), true));
      at = end + 1;
    }
    if (at < text.length()) spans.add(new Span(line(text.substring(at)).replace('`', '\''), false));
    return spans;
  }

  /// Returns text on one line in which every character can be seen.
  static String line(String text) {
    return visible(text, false);
  }

  /// Returns lines of text in which every other character can be seen.
  static String lines(String text) {
    return visible(text, true);
  }

  private static String visible(String text, boolean lineEnds) {
    var shown = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean kept = lineEnds && (c == '\n' || c == '\t') || !isInvisible(c);
      if (kept) shown.append(c);
      else shown.append("\\u%04x".formatted((int) c));
    }
    return shown.toString();
  }

  /// Control characters, and those that turn the direction of text round or have no width.
  private static boolean isInvisible(char c) {
    return c < 0x20 || c >= 0x7F && c < 0xA0 || c >= 0x200B && c <= 0x200F
        || c >= 0x2028 && c <= 0x202E || c >= 0x2060 && c <= 0x206F || c == 0xFEFF;
  }
}
