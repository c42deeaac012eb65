package dev.fivetwenty.har.diff;

import java.util.Locale;

/// One thing that is not the same on both sides.
///
/// @param what    for example the name of a header; empty where the kind says it
/// @param direct  as it was there, empty for nothing
/// @param proxied likewise
/// @param folded  expected of any proxy, or within noise: it does not make two files differ
public record Difference(Kind kind, String what, String direct, String proxied, boolean folded) {

  /// What differs. The slug is contract; the order is that of importance.
  public enum Kind {
    OUTCOME,
    STATUS,
    SECTION_SIZE,
    HEADER_GROWN,
    HEADER_ADDED,
    HEADER_REMOVED,
    HEADER_CHANGED,
    REDIRECT,
    CONTENT,
    CONTENT_SIZE,
    PROTOCOL,
    TLS,
    TIME;

    private final String slug = name().toLowerCase(Locale.ROOT).replace('_', '-');

    public String slug() {
      return slug;
    }

    /// Returns whether both values are those of a field, one a line.
    public boolean isOfField() {
      return compareTo(HEADER_GROWN) >= 0 && compareTo(HEADER_CHANGED) <= 0;
    }
  }
}
