package dev.fivetwenty.cli.render;

/// Colours for the few parts that deserve one, or none at all.
public enum Style {
  PLAIN,
  ANSI;

  private static final String RESET = "\u001b[0m";

  public String bold(String text) {
    return paint("\u001b[1m", text);
  }

  public String bad(String text) {
    return paint("\u001b[1;31m", text);
  }

  public String good(String text) {
    return paint("\u001b[1;32m", text);
  }

  public String warning(String text) {
    return paint("\u001b[33m", text);
  }

  public String faint(String text) {
    return paint("\u001b[2m", text);
  }

  private String paint(String code, String text) {
    return this == PLAIN || text.isEmpty() ? text : code + text + RESET;
  }
}
