package dev.fivetwenty.edge.crawl;

import java.util.Locale;

/// What became of a URL. The slug is public: metrics and `always-online status` show it.
public enum Outcome {
  /// The origin was asked, and gave a whole reply: a page, another place, anything else.
  GOOD, REDIRECT, OTHER,
  /// The origin was asked, and there is no whole reply.
  FAILED,
  /// There is a copy that is young enough.
  ALREADY,
  /// `robots.txt` disallows it.
  ROBOTS,
  /// The terms of the route that it takes do not keep it, or for a page it is another route than the crawl's.
  TERMS;

  private final String slug = name().toLowerCase(Locale.ROOT);

  public String slug() {
    return slug;
  }
}
