package dev.fivetwenty.remedy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One step of a remedy.
///
/// @param stack the server software it is for, for example `nginx`; `Any server` for everyone
/// @param text  Markdown in one line, not wrapped
public record Advice(String stack, String text) {

  /// A full stop before white space and a capital letter or a code span.
  private static final Pattern SENTENCE_END = Pattern.compile("(?<![.…])\\.\\s+(?=[A-Z`])");

  /// The stack of the advice that holds for everyone.
  public static final String ANY = "Any server";

  boolean isForEveryone() {
    return stack.equals(ANY);
  }

  /// True when this is for software of that name: `nginx/1.22.1`, `Apache httpd` and `Node.js`
  /// are nginx, Apache and Node.
  boolean isFor(String software) {
    return !isForEveryone() && firstWord(stack).equalsIgnoreCase(firstWord(software));
  }

  /// Returns the text up to the end of its first sentence.
  String firstSentence() {
    Matcher end = SENTENCE_END.matcher(text);
    return end.find() ? text.substring(0, end.start() + 1) : text;
  }

  private static String firstWord(String name) {
    return name.strip().split("[ /]", 2)[0].replace(".js", "");
  }
}
