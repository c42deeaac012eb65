package dev.fivetwenty.edge.crawl.site;

import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a style sheet loads: images, fonts, other style sheets.
public final class StyleLinks {

  /// Of one style sheet.
  private static final int MOST = 500;

  /// Characters of one `image-set()`.
  private static final int MOST_SET = 4096;

  /// No part of it can begin where another attempt ran through, so that the time is that of reading it once.
  private static final Pattern REFERENCE =
      Pattern.compile(
          "url\\(\\s*+(?:\"([^\"\\n]*+)\"|'([^'\\n]*+)'|([^()\"'\\s]*+))\\s*+\\)"
              + "|@import\\s*+(?:\"([^\"\\n]*+)\"|'([^'\\n]*+)')"
              + "|image-set\\(",
          Pattern.CASE_INSENSITIVE);

  /// @param base of references that are relative
  public static void of(String style, URI base, Consumer<URI> found) {
    Consumer<String> taken =
        text -> Optional.of(text).filter(t -> !t.startsWith("data:")).flatMap(t -> Link.of(base, t)).ifPresent(found);
    Matcher matcher = REFERENCE.matcher(style);
    for (int count = 0; count < MOST && matcher.find(); count++) {
      Optional<String> reference = reference(matcher);
      if (reference.isPresent()) taken.accept(reference.get());
      else images(style, matcher.end(), taken);
    }
  }

  private static Optional<String> reference(Matcher matcher) {
    for (int group = 1; group <= matcher.groupCount(); group++) {
      if (matcher.group(group) != null) return Optional.of(matcher.group(group));
    }
    return Optional.empty();
  }

  /// Takes the strings of an `image-set()`, and none of the functions in it, such as `type()`.
  private static void images(String style, int from, Consumer<String> found) {
    int end = Math.min(style.length(), from + MOST_SET);
    int depth = 1;
    for (int at = from; at < end && depth > 0; at++) {
      char c = style.charAt(at);
      if (c == '(') depth++;
      else if (c == ')') depth--;
      if (c != '"' && c != '\'') continue;
      int close = style.indexOf(c, at + 1);
      if (close < 0 || close >= end) return;
      if (depth == 1) found.accept(style.substring(at + 1, close));
      at = close;
    }
  }

  private StyleLinks() {}
}
