package dev.fivetwenty.rules.syntax;

import com.google.re2j.Pattern;

/// Compiles regular expressions: in time and space that grow with their length only, as do matches.
public final class Regexes {

  /// @throws com.google.re2j.PatternSyntaxException if it is none
  public static Pattern compile(String regex) {
    return Pattern.compile(regex);
  }

  private Regexes() {}
}
