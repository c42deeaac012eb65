package dev.fivetwenty.ranges.audit.filter;

import java.util.List;

/// One rule, with where it stands.
///
/// @param place how people find it: `line 12`, `handle 7`
/// @param order grows along the file, to tell what comes later
/// @param text  as it is written, shortened
public record Rule(String place, int order, String text, List<Condition> conditions, Target target) {

  private static final int MAX_TEXT = 120;

  public Rule {
    text = text.strip().replaceAll("\\s+", " ");
    if (text.length() > MAX_TEXT) text = text.substring(0, MAX_TEXT - 1) + "…";
    conditions = List.copyOf(conditions);
  }

  public static Rule atLine(int line, String text, List<Condition> conditions, Target target) {
    return new Rule("line " + line, line, text, conditions, target);
  }
}
