package dev.fivetwenty.policy.errorpage;

import java.util.List;

/// Chooses the format that a client prefers: proactive negotiation, RFC 9110 §12.5.1.
///
/// Of the ranges that match a format the most specific one gives its weight; the format with the
/// highest weight wins, and of equal ones that whose range stands first. Where one range admits
/// several formats, `*/*` means HTML, `text/*` Markdown, since who writes that reads text rather than
/// tags, and `application/*` the format made for errors.
///
/// An error must be told even if nothing is acceptable; see [#nearest].
final class Accept {

  /// Browsers send about 150 characters. What stands behind is not read.
  static final int MAX_LENGTH = 2048;

  static final int MAX_RANGES = 64;

  private static final Format[] ORDER = {
    Format.HTML, Format.MARKDOWN, Format.PROBLEM, Format.JSON, Format.TEXT
  };

  /// What programs send that do not care.
  private static final String ANY = "*/*";

  /// How exactly a range names a format.
  private static final int NOT = 0;
  private static final int ANYTHING = 1;
  private static final int TYPE = 2;
  private static final int EXACT = 3;

  /// Returns the format for the value of `Accept`, where several fields are joined by commas. No
  /// field is an empty value; one that holds no range at all says as little.
  static Format choose(String value) {
    if (value.equals(ANY)) return Format.HTML;
    List<MediaRange> ranges = MediaRange.list(value, MAX_LENGTH, MAX_RANGES);
    if (ranges.isEmpty()) return Format.HTML;
    Choice best = null;
    for (Format format : ORDER) {
      Choice choice = of(format, ranges);
      if (choice != null && (best == null || choice.isBetterThan(best))) best = choice;
    }
    return best == null ? nearest(ranges) : best.format;
  }

  /// @param at the place of the range that decided
  private record Choice(Format format, int weight, int at, int specificity) {
    boolean isBetterThan(Choice other) {
      if (weight != other.weight) return weight > other.weight;
      if (at != other.at) return at < other.at;
      return specificity == TYPE && other.format == Format.HTML;
    }
  }

  private static Choice of(Format format, List<MediaRange> ranges) {
    int specificity = NOT;
    int at = -1;
    for (int i = 0; i < ranges.size(); i++) {
      int found = specificity(ranges.get(i), format);
      if (found > specificity) {
        specificity = found;
        at = i;
      }
    }
    if (specificity == NOT || ranges.get(at).weight() == 0) return null;
    return new Choice(format, ranges.get(at).weight(), at, specificity);
  }

  private static int specificity(MediaRange range, Format format) {
    if (range.is("*", "*")) return ANYTHING;
    if (range.is(format.type(), "*")) return TYPE;
    if (range.isOfOtherParameters()) return NOT;
    return range.is(format.type(), format.subtype()) ? EXACT : NOT;
  }

  /// Returns the format for a client that accepts none: what comes closest to its first choice.
  ///
  /// JSON with parameters or for other vocabularies gets JSON, XHTML gets HTML, other names of
  /// Markdown get Markdown. Everybody else, such as a client that wants an image, gets plain text: it
  /// is the smallest and no program takes it for what it asked for.
  private static Format nearest(List<MediaRange> ranges) {
    MediaRange first = null;
    for (MediaRange range : ranges) {
      if (range.weight() > 0 && (first == null || range.weight() > first.weight())) first = range;
    }
    if (first == null) return Format.TEXT;
    Format near = first.near();
    return isRefused(near, ranges) ? Format.TEXT : near;
  }

  private static boolean isRefused(Format format, List<MediaRange> ranges) {
    for (MediaRange range : ranges) {
      if (range.weight() == 0 && specificity(range, format) == EXACT) return true;
    }
    return false;
  }

  private Accept() {}
}
