package dev.fivetwenty.rules.syntax;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/// Undoes and makes the escapes of quoted strings.
final class Strings {

  private static final String HEX = "0123456789abcdef";

  /// Returns what a string token means where it is no pattern: `\"`, `\\` and `\xHH` are undone.
  static Literal.Text plain(Token token, String expression) throws ExpressionProblem {
    if (token.hashes() != Token.QUOTED) return raw(token);
    var octets = new StringBuilder();
    String text = token.text();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        int end = i + 1;
        while (end < text.length() && text.charAt(end) != '\\') end++;
        octets.append(octets(text.substring(i, end)));
        i = end - 1;
        continue;
      }
      char escaped = text.charAt(++i);
      switch (escaped) {
        case '"', '\\' -> octets.append(escaped);
        case 'x' -> {
          int code = i + 2 < text.length() ? hex(text, i + 1) : -1;
          if (code < 0) throw escape(token, expression, i - 1, 2, "\\x wants two hexadecimal digits");
          octets.append((char) code);
          i += 2;
        }
        default ->
            throw escape(
                token, expression, i - 1, 2,
                "there is no escape \\" + escaped + "; a backslash is \\\\, and r\"…\" needs no escapes");
      }
    }
    return new Literal.Text(token.span(), octets.toString(), Literal.Text.QUOTED);
  }

  /// Returns what a string token means as a pattern, which has escapes of its own: only `\"` is undone.
  static Literal.Text pattern(Token token) {
    if (token.hashes() != Token.QUOTED) return raw(token);
    var text = new StringBuilder();
    for (int i = 0; i < token.text().length(); i++) {
      char c = token.text().charAt(i);
      if (c == '\\') {
        char escaped = token.text().charAt(++i);
        if (escaped != '"') text.append(c);
        text.append(escaped);
      } else {
        text.append(c);
      }
    }
    return new Literal.Text(token.span(), octets(text.toString()), Literal.Text.PATTERN);
  }

  private static Literal.Text raw(Token token) {
    return new Literal.Text(token.span(), octets(token.text()), token.hashes());
  }

  private static String octets(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  private static int hex(String text, int from) {
    int high = Character.digit(text.charAt(from), 16);
    int low = Character.digit(text.charAt(from + 1), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  private static ExpressionProblem escape(
      Token token, String expression, int at, int length, String words) {
    int from = token.span().from() + 1 + at;
    return new ExpressionProblem(words, expression, from, from + length);
  }

  /// Returns a string as it is written in an expression, with its quotes.
  static String written(Literal.Text text) {
    if (text.hashes() >= 0) {
      String hashes = "#".repeat(text.hashes());
      return "r" + hashes + '"' + characters(text) + '"' + hashes;
    }
    if (text.hashes() == Literal.Text.PATTERN) {
      return '"' + characters(text).replace("\"", "\\\"") + '"';
    }
    return '"' + escaped(text.octets()) + '"';
  }

  private static String characters(Literal.Text text) {
    return new String(text.bytes(), UTF_8);
  }

  /// UTF-8 stays as it is, everything else that cannot be seen becomes `\xHH`.
  private static String escaped(String octets) {
    var out = new StringBuilder();
    String text = new String(octets.getBytes(ISO_8859_1), UTF_8);
    boolean whole = octets(text).equals(octets);
    String source = whole ? text : octets;
    for (int i = 0; i < source.length(); i++) {
      char c = source.charAt(i);
      if (c == '"' || c == '\\') out.append('\\').append(c);
      else if (c < ' ' || c == 0x7F || !whole && c > 0x7F) {
        out.append("\\x").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private Strings() {}
}
