package dev.fivetwenty.rules.regex;

import com.google.re2j.Pattern;
import dev.fivetwenty.rules.value.Slice;

/// A regular expression that is asked about many texts of which few match.
///
/// The library needs microseconds for a text, and a copy of it. Most texts lack what every match has
/// in it, which is found out first, in a fraction of that; where the expression is nothing but a choice
/// of texts, nothing else is asked.
public final class TextPattern {

  private final Pattern pattern;
  /// Of which each match has one; null where nothing can be said.
  private final Needles needed;
  /// Whether every text that has one of them matches.
  private final boolean enough;

  private TextPattern(Pattern pattern, Needles needed, boolean enough) {
    this.pattern = pattern;
    this.needed = needed;
    this.enough = enough;
  }

  public static TextPattern of(Pattern pattern) {
    Gists.Read read = Gists.of(pattern.pattern());
    Gist gist = read.gist();
    if (pattern.flags() != 0 || gist.needed() == null) return new TextPattern(pattern, null, false);
    return new TextPattern(
        pattern, new Needles(gist.needed(), read.anyCase()), gist.exact() != null && !read.places());
  }

  /// Returns whether it matches anywhere in a text.
  ///
  /// Bytes that are no UTF-8 are read as U+FFFD each. The library's own reading of bytes takes them for
  /// the end of the text, which would be a way around a rule.
  public boolean isIn(Slice text) {
    if (needed != null) {
      boolean has = needed.isIn(text);
      if (!has || enough) return has;
    }
    return pattern.matcher(text.toString()).find();
  }
}
