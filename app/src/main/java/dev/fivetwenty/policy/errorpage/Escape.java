package dev.fivetwenty.policy.errorpage;

/// Makes a value harmless where a template of some format puts it.
final class Escape {

  /// Returns the value as it stands in the format: in HTML as text or in a quoted attribute, in
  /// JSON within a string. Markdown and plain text have nothing to escape but control characters.
  static String in(Format format, String value) {
    int i = 0;
    while (i < value.length() && replacement(format, value.charAt(i)) == null) i++;
    return i == value.length() ? value : escaped(format, value);
  }

  private static String escaped(Format format, String value) {
    var escaped = new StringBuilder(value.length() + 16);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      String replacement = replacement(format, c);
      if (replacement == null) escaped.append(c);
      else escaped.append(replacement);
    }
    return escaped.toString();
  }

  private static String replacement(Format format, char c) {
    return switch (format) {
      case HTML -> html(c);
      case JSON, PROBLEM -> json(c);
      case MARKDOWN, TEXT -> isControl(c) ? " " : null;
    };
  }

  private static String html(char c) {
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '"' -> "&quot;";
      case '\'' -> "&#39;";
      // Both would end an attribute without quotes.
      case '`' -> "&#96;";
      case '=' -> "&#61;";
      default -> isControl(c) ? " " : null;
    };
  }

  private static String json(char c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      // So that no JSON can end a script element that holds it.
      case '<' -> "\\u003c";
      default -> isControl(c) ? " " : null;
    };
  }

  private static boolean isControl(char c) {
    return c < 0x20 || c >= 0x7F && c < 0xA0;
  }

  private Escape() {}
}
