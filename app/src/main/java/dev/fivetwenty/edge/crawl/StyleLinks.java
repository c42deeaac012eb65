package dev.fivetwenty.edge.crawl;

import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a style sheet loads: images, fonts, other style sheets.
final class StyleLinks {

  /// Of one style sheet.
  private static final int MOST = 500;

  /// No part of it can begin where another attempt ran through, so that the time is that of reading it once.
  private static final Pattern REFERENCE =
      Pattern.compile(
          "url\\(\\s*+(?:\"([^\"\\n]*+)\"|'([^'\\n]*+)'|([^()\"'\\s]*+))\\s*+\\)"
              + "|@import\\s++(?:\"([^\"\\n]*+)\"|'([^'\\n]*+)')",
          Pattern.CASE_INSENSITIVE);

  /// @param base of references that are relative
  static void of(String style, URI base, Consumer<URI> found) {
    Matcher matcher = REFERENCE.matcher(style);
    for (int count = 0; count < MOST && matcher.find(); count++) {
      reference(matcher).filter(text -> !text.startsWith("data:")).flatMap(text -> Link.of(base, text))
          .ifPresent(found);
    }
  }

  private static Optional<String> reference(Matcher matcher) {
    for (int group = 1; group <= matcher.groupCount(); group++) {
      if (matcher.group(group) != null) return Optional.of(matcher.group(group));
    }
    return Optional.empty();
  }

  private StyleLinks() {}
}
