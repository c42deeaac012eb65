package dev.fivetwenty.cli.render;

import java.util.ArrayList;
import java.util.List;

/// Breaks text at spaces so that it fits a terminal.
public final class Lines {

  /// Columns of a report.
  public static final int WIDTH = 100;

  /// Returns at least one line; a word that is longer than the width stays whole.
  public static List<String> wrapped(String text, int width) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (line.length() + word.length() + 1 > width && !line.isEmpty()) {
        lines.add(line.toString());
        line.setLength(0);
      } else if (!line.isEmpty()) {
        line.append(' ');
      }
      line.append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  private Lines() {}
}
