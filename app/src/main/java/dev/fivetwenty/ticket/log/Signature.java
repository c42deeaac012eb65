package dev.fivetwenty.ticket.log;

import dev.fivetwenty.cause.Cause;
import java.util.Set;
import java.util.regex.Pattern;

/// A message of a server that is known to go with certain causes.
///
/// @param software as its makers write it
/// @param log      kind of the log that has it
/// @param text     of the message, with `#` for digits and `*` for anything
/// @param means    what happened, one clause
public record Signature(
    String software, LogKind log, String text, Set<Cause> causes, String means, Pattern pattern) {

  private static final int MAX_ANYTHING = 200;

  private static final int MAX_DIGITS = 20;

  public Signature {
    causes = Set.copyOf(causes);
  }

  static Signature of(String software, LogKind log, String text, Set<Cause> causes, String means) {
    return new Signature(software, log, text, causes, means, pattern(text));
  }

  private static Pattern pattern(String text) {
    var regex = new StringBuilder();
    for (char c : text.toCharArray()) {
      switch (c) {
        case '#' -> regex.append("[0-9]{1,").append(MAX_DIGITS).append('}');
        case '*' -> regex.append(".{0,").append(MAX_ANYTHING).append("}");
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString());
  }

  /// Returns the longest run of the text without placeholders: a word to search a log for.
  public String fixed() {
    String longest = "";
    for (String part : text.split("[#*]")) {
      if (part.strip().length() > longest.length()) longest = part.strip();
    }
    return longest;
  }

  public boolean isIn(String line) {
    return line.contains(fixed()) && pattern.matcher(line).find();
  }
}
