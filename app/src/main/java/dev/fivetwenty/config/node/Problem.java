package dev.fivetwenty.config.node;

/// One thing that is wrong, and where.
///
/// @param place   `edge.yaml:7:5`, or the option of the command line
/// @param text    what is wrong and what would be right, one line
/// @param excerpt the line with a mark below it, empty where there is none
public record Problem(String place, String text, String excerpt) {

  @Override
  public String toString() {
    return place + ": " + text + (excerpt.isEmpty() ? "" : "\n" + excerpt);
  }
}
