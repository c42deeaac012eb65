package dev.fivetwenty.cli.render;

import java.util.List;

/// A report in the making: labels on the left, text on the right, wrapped so that it fits.
public final class Entries {

  private static final int LABEL_WIDTH = 11;

  private static final String INDENT = "  ";

  private final Style style;
  private final int width;
  private final StringBuilder out = new StringBuilder(2048);

  public Entries(Style style) {
    this(style, Lines.WIDTH);
  }

  /// @param width columns that no line but a command is longer than
  public Entries(Style style, int width) {
    this.style = style;
    this.width = width;
  }

  public Style style() {
    return style;
  }

  public int width() {
    return width;
  }

  /// Prints what it is and what happened; that stands on a line of its own where both do not fit
  /// into one.
  public Entries headline(String head, String summary) {
    return headline(style.bad(head), head.length(), summary);
  }

  /// The same of what went well.
  public Entries goodHeadline(String head, String summary) {
    return headline(style.good(head), head.length(), summary);
  }

  private Entries headline(String painted, int length, String summary) {
    boolean fits = length + 2 + summary.length() <= width;
    out.append(painted);
    if (!summary.isEmpty()) out.append(fits ? ": " : ":\n");
    String start = fits ? "" : INDENT;
    for (String line : Lines.wrapped(summary, fits ? width : width - INDENT.length())) {
      out.append(start).append(style.bold(line)).append('\n');
    }
    return blank();
  }

  public Entries blank() {
    out.append('\n');
    return this;
  }

  /// Prints lines that are ready.
  public Entries lines(String ready) {
    out.append(ready);
    return this;
  }

  public Entries entries(String name, List<String> lines) {
    String label = name;
    for (String line : lines) {
      entry(label, line);
      label = "";
    }
    return this;
  }

  public Entries entry(String name, String text) {
    return entry(name, text, "");
  }

  /// @param start stands before each line of the text
  Entries entry(String name, String text, String start) {
    String label = name;
    String indent = start;
    int room = width - LABEL_WIDTH - 4 - start.length();
    for (String part : Lines.wrapped(text, room)) {
      part(label, indent + part);
      label = "";
      indent = start + INDENT;
    }
    return this;
  }

  /// The same, indented below an entry.
  public Entries below(String text) {
    return entry("", text, INDENT);
  }

  /// Prints lines however long they are: a command must stay one that can be copied.
  public Entries commands(String name, List<String> commands) {
    String label = name;
    for (String command : commands) {
      if (command.isEmpty()) continue;
      part(label, command);
      label = "";
    }
    return this;
  }

  private void part(String name, String line) {
    String label = name + " ".repeat(Math.max(1, LABEL_WIDTH - name.length()));
    out.append(INDENT).append(style.faint(label)).append(line).append('\n');
  }

  public String text() {
    return out.toString();
  }
}
