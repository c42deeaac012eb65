package dev.fivetwenty.rules.eval;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.fivetwenty.rules.value.Scratch;
import dev.fivetwenty.rules.value.Slice;
import dev.fivetwenty.rules.value.Wildcard;
import java.util.function.IntFunction;

/// Puts a text in place of what a pattern matches; `${1}` in it stands for the first thing that the
/// pattern captured, `$$` for a dollar.
final class Replacement {

  /// In place of the first match.
  static TextFunctions.Change regex(Pattern pattern, String replacement) {
    return (text, _, out) -> {
      String source = text.toString();
      Matcher matcher = pattern.matcher(source);
      if (!matcher.find()) {
        out.set(text);
        return true;
      }
      IntFunction<String> captured =
          group -> group <= matcher.groupCount() && matcher.group(group) != null ? matcher.group(group) : "";
      String replaced =
          source.substring(0, matcher.start()) + filled(replacement, captured) + source.substring(matcher.end());
      return lay(replaced.getBytes(UTF_8), out);
    };
  }

  /// In place of all of a text that fits.
  static TextFunctions.Change wildcard(Wildcard pattern, String replacement) {
    return (text, _, out) -> {
      int[] captures = new int[2 * pattern.stars()];
      if (!pattern.matches(text, captures)) {
        out.set(text);
        return true;
      }
      byte[] bytes = text.bytes();
      int from = text.from();
      IntFunction<String> captured =
          group -> {
            if (group < 1 || group > pattern.stars()) return "";
            int start = captures[2 * group - 2];
            return new String(bytes, from + start, captures[2 * group - 1] - start, UTF_8);
          };
      return lay(filled(replacement, captured).getBytes(UTF_8), out);
    };
  }

  private static boolean lay(byte[] text, Slice out) {
    if (text.length > Scratch.MOST) return false;
    out.set(text);
    return true;
  }

  private static String filled(String replacement, IntFunction<String> captured) {
    var text = new StringBuilder();
    for (int i = 0; i < replacement.length(); i++) {
      char c = replacement.charAt(i);
      if (c == '$' && replacement.startsWith("$$", i)) {
        text.append('$');
        i++;
      } else if (isReference(replacement, i)) {
        text.append(captured.apply(replacement.charAt(i + 2) - '0'));
        i += 3;
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  /// `${0}` to `${9}`.
  private static boolean isReference(String text, int at) {
    return at + 3 < text.length() && text.startsWith("${", at) && text.charAt(at + 3) == '}'
        && text.charAt(at + 2) >= '0' && text.charAt(at + 2) <= '9';
  }

  private Replacement() {}
}
