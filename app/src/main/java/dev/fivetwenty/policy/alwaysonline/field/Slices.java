package dev.fivetwenty.policy.alwaysonline.field;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.function.Consumer;

/// Reads parts of field values where they stand.
public final class Slices {

  /// Compares with a word in lower case, in any case.
  public static boolean same(byte[] bytes, int from, int to, String lower) {
    if (to - from != lower.length()) return false;
    for (int i = 0; i < lower.length(); i++) {
      int octet = bytes[from + i];
      if ((octet >= 'A' && octet <= 'Z' ? octet + 32 : octet) != lower.charAt(i)) return false;
    }
    return true;
  }

  public static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, ISO_8859_1);
  }

  /// Takes a part of a value where it stands.
  public interface Part {
    void at(byte[] bytes, int from, int to);
  }

  /// Hands on the members of all lists in fields of that name, trimmed, empty ones left out.
  public static void members(Fields fields, String lower, Consumer<String> each) {
    parts(fields, lower, (bytes, from, to) -> each.accept(text(bytes, from, to)));
  }

  /// Hands on the same, not copied.
  public static void parts(Fields fields, String lower, Part each) {
    for (int i = fields.find(lower, 0); i >= 0; i = fields.find(lower, i + 1)) {
      split(fields.bytes(), fields.valueStart(i), fields.valueEnd(i), each);
    }
  }

  /// Hands on what stands between commas that are not in a quoted string, RFC 9110 §5.6.4.
  private static void split(byte[] bytes, int from, int to, Part each) {
    boolean quoted = false;
    int start = from;
    for (int at = from; at <= to; at++) {
      boolean end = at == to || !quoted && bytes[at] == ',';
      if (end) {
        int first = first(bytes, start, at);
        if (first < at) each.at(bytes, first, last(bytes, first, at));
        start = at + 1;
      } else if (bytes[at] == '"') {
        quoted = !quoted;
      } else if (quoted && bytes[at] == '\\') {
        at++;
      }
    }
  }

  /// Returns where white space and controls at the start end.
  static int first(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] >= 0 && bytes[at] <= ' ') at++;
    return at;
  }

  /// Returns where those at the end begin.
  static int last(byte[] bytes, int from, int to) {
    int at = to;
    while (at > from && bytes[at - 1] >= 0 && bytes[at - 1] <= ' ') at--;
    return at;
  }

  /// Returns where an octet is, or `to`.
  static int find(byte[] bytes, int from, int to, char octet) {
    int at = from;
    while (at < to && bytes[at] != octet) at++;
    return at;
  }

  private Slices() {}
}
