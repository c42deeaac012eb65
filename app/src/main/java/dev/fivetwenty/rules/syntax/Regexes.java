package dev.fivetwenty.rules.syntax;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.regex.MatchResult;

/// Compiles regular expressions. What they match takes time that grows with the text only; what they
/// become is bounded here, as counts in one another would multiply.
public final class Regexes {

  /// How often a part may be repeated by all counts around it.
  private static final int MOST_REPEATS = 1000;

  private static final java.util.regex.Pattern COUNT =
      java.util.regex.Pattern.compile("\\{(\\d{1,9})(,(\\d{0,9}))?\\}");

  /// @throws PatternSyntaxException if it is none, or would become too large
  public static Pattern compile(String regex) {
    checkCounts(regex);
    return Pattern.compile(regex);
  }

  private static void checkCounts(String regex) {
    // Of each group that is open: how often its parts are repeated inside of it.
    var open = new ArrayDeque<Long>();
    open.push(1L);
    long last = 1;
    for (int i = 0; i < regex.length(); i++) {
      switch (regex.charAt(i)) {
        case '\\' -> {
          i++;
          last = 1;
        }
        case '[' -> {
          i = endOfClass(regex, i);
          last = 1;
        }
        case '(' -> {
          open.push(1L);
          last = 1;
        }
        case ')' -> {
          last = open.size() > 1 ? open.pop() : 1;
          deepen(open, last);
        }
        case '{' -> {
          last = Math.max(1, count(regex, i)) * last;
          if (last > MOST_REPEATS) throw new PatternSyntaxException("repeated more than 1000 times", regex);
          deepen(open, last);
        }
        default -> last = 1;
      }
    }
  }

  private static void deepen(ArrayDeque<Long> open, long repeats) {
    open.push(Math.max(open.pop(), repeats));
  }

  /// Returns the greater number of the count that begins there, 1 where none does.
  private static long count(String regex, int at) {
    var matcher = COUNT.matcher(regex).region(at, regex.length());
    if (!matcher.lookingAt()) return 1;
    MatchResult count = matcher.toMatchResult();
    String most = count.group(3);
    return Long.parseLong(most == null || most.isEmpty() ? count.group(1) : most);
  }

  /// Returns where the class that begins there ends; where it does not end, the last character.
  private static int endOfClass(String regex, int at) {
    int i = at + 1;
    if (i < regex.length() && regex.charAt(i) == '^') i++;
    if (i < regex.length() && regex.charAt(i) == ']') i++;
    while (i < regex.length() && regex.charAt(i) != ']') i += regex.charAt(i) == '\\' ? 2 : 1;
    return Math.min(i, regex.length() - 1);
  }

  private Regexes() {}
}
