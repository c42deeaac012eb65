package dev.fivetwenty.cli.har;

import dev.fivetwenty.cli.render.Shown;

/// Text that is safe in HTML, whatever it was.
public final class Html {

  /// Returns text for an element or a quoted attribute; control characters are shown as escapes.
  static String text(String raw) {
    return escaped(Shown.text(raw));
  }

  /// Returns our own text, with its line ends.
  public static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        .replace("\"", "&quot;").replace("'", "&#39;");
  }

  private Html() {}
}
