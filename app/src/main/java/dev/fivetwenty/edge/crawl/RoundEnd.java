package dev.fivetwenty.edge.crawl;

import java.util.Locale;

/// Why a round ended. The slug is public: metrics and `always-online status` show it.
public enum RoundEnd {
  /// Everything that there is was seen.
  DONE,
  /// As many requests were made, bytes received, and as much time passed, as the terms allow.
  REQUESTS, SIZE, TIME,
  /// Several requests in a row failed.
  FAILING,
  /// The origin asked for fewer requests, with 429 or 503.
  BUSY,
  /// The edge stopped, or its configuration changed.
  STOPPED,
  /// A defect of our own.
  DEFECT;

  private final String slug = name().toLowerCase(Locale.ROOT);

  public String slug() {
    return slug;
  }
}
