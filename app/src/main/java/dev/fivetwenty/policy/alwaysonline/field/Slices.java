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

  /// Hands on the members of all lists in fields of that name, trimmed, empty ones left out.
  public static void members(Fields fields, String lower, Consumer<String> each) {
    for (int i = fields.find(lower, 0); i >= 0; i = fields.find(lower, i + 1)) {
      split(fields.bytes(), fields.valueStart(i), fields.valueEnd(i), ',', each);
    }
  }

  /// Hands on what stands between separators that are not in a quoted string, RFC 9110 §5.6.4.
  static void split(byte[] bytes, int from, int to, char separator, Consumer<String> each) {
    boolean quoted = false;
    int start = from;
    for (int at = from; at <= to; at++) {
      boolean end = at == to || !quoted && bytes[at] == separator;
      if (end) {
        String member = text(bytes, start, at).strip();
        if (!member.isEmpty()) each.accept(member);
        start = at + 1;
      } else if (bytes[at] == '"') {
        quoted = !quoted;
      } else if (quoted && bytes[at] == '\\') {
        at++;
      }
    }
  }

  private Slices() {}
}
