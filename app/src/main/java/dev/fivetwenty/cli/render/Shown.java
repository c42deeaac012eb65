package dev.fivetwenty.cli.render;

import java.nio.charset.StandardCharsets;

/// What a peer sent, made safe to print: a terminal obeys control characters, people do not see
/// them.
///
/// Only printable ASCII stays as it is; every other one becomes a backslash and a letter
/// (CR, LF, HT), or a backslash, `x` or `u`, and its hex digits; a backslash becomes two.
public final class Shown {

  private static final String HEX = "0123456789abcdef";

  /// Returns octets as text.
  public static String octets(byte[] bytes, int from, int to) {
    return text(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
  }

  public static String text(String raw) {
    int plain = 0;
    while (plain < raw.length() && isPlain(raw.charAt(plain))) plain++;
    if (plain == raw.length()) return raw;
    var shown = new StringBuilder(raw.length() + 16).append(raw, 0, plain);
    for (int i = plain; i < raw.length(); i++) append(shown, raw.charAt(i));
    return shown.toString();
  }

  /// Returns at most `limit` characters of the text made safe, with `...` where it was cut.
  public static String text(String raw, int limit) {
    return raw.length() <= limit ? text(raw) : text(raw.substring(0, limit)) + "...";
  }

  /// Returns the column of one octet in a hex view.
  static char column(int octet) {
    return octet >= 0x20 && octet < 0x7F ? (char) octet : '.';
  }

  static void hex(StringBuilder out, int octet) {
    out.append(HEX.charAt(octet >> 4 & 15)).append(HEX.charAt(octet & 15));
  }

  private static boolean isPlain(char c) {
    return c >= 0x20 && c < 0x7F && c != '\\';
  }

  private static void append(StringBuilder out, char c) {
    if (isPlain(c)) {
      out.append(c);
      return;
    }
    switch (c) {
      case '\r' -> out.append("\\r");
      case '\n' -> out.append("\\n");
      case '\t' -> out.append("\\t");
      case '\\' -> out.append("\\\\");
      default -> {
        out.append(c > 0xFF ? "\\u" : "\\x");
        if (c > 0xFF) hex(out, c >> 8);
        hex(out, c);
      }
    }
  }

  private Shown() {}
}
