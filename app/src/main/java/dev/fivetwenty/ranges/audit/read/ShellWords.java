package dev.fivetwenty.ranges.audit.read;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Splits a line as dumps quote it: at spaces, but not within double quotes.
final class ShellWords {

  private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+)");

  static List<String> of(String line) {
    var words = new ArrayList<String>();
    Matcher word = WORD.matcher(line);
    while (word.find()) words.add(word.group(1) != null ? word.group(1) : word.group(2));
    return words;
  }

  private ShellWords() {}
}
