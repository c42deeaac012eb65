package dev.fivetwenty.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is kept of a route's responses, and when a copy takes the place of a failure.
///
/// @param maxSize        bytes of one copy's content
/// @param maxAge         of a copy that is served
/// @param refreshAfter   a copy that is younger is not replaced
/// @param allow          paths that are kept, `*` for any characters
/// @param deny           those of them that are not
/// @param queries        whether URLs with a query are kept, too
/// @param ignoreCookies  names, or beginnings with `*`, of cookies that change no page
/// @param setCookie      what becomes of a response that sets a cookie
/// @param triggers       statuses of the edge's own answers
/// @param originTriggers statuses of the origin's answers
/// @param override       what a response may say without being obeyed
/// @param status         of a copy that is served
/// @param banner         whether HTML pages say that they are copies
/// @param probe          whether the edge asks a failing origin by itself, in place of visitors
/// @param crawl          empty where nothing is asked for but what visitors ask for
public record AlwaysOnline(
    long maxSize,
    Duration maxAge,
    Duration refreshAfter,
    List<String> allow,
    List<String> deny,
    boolean queries,
    List<String> ignoreCookies,
    SetCookie setCookie,
    Set<Integer> triggers,
    Set<Integer> originTriggers,
    List<Directive> override,
    Status status,
    boolean banner,
    boolean probe,
    Optional<Crawl> crawl) {

  public AlwaysOnline {
    allow = List.copyOf(allow);
    deny = List.copyOf(deny);
    ignoreCookies = List.copyOf(ignoreCookies);
    triggers = Set.copyOf(triggers);
    originTriggers = Set.copyOf(originTriggers);
    override = List.copyOf(override);
  }

  /// What becomes of a response that sets a cookie.
  public enum SetCookie {
    /// It is not kept.
    REFUSE,
    /// It is kept without.
    STRIP
  }

  /// The status of a copy that is served.
  public enum Status {
    /// As it was when it was kept.
    KEPT,
    /// Of HTML pages that of the failure.
    FAILURE
  }

  /// A directive of `Cache-Control` that forbids stale copies.
  public enum Directive {
    NO_CACHE, MUST_REVALIDATE, PROXY_REVALIDATE, S_MAXAGE, STALE_IF_ERROR
  }

  /// Asks for pages that nobody asked for lately, so that there are copies of them, too. The hosts that
  /// `start` and `sitemaps` name are asked for, and no others.
  ///
  /// @param start    pages to begin with
  /// @param sitemaps besides those that `robots.txt` names
  /// @param every    from the start of a round to that of the next
  /// @param pause    between the end of a request and the next one
  /// @param requests of one round, at most, as are the next three
  /// @param maxSize  bytes of content
  /// @param within   time
  /// @param depth    links from a start page, a sitemap or what is asked for most
  public record Crawl(
      List<URI> start, List<URI> sitemaps, Duration every, Duration pause, int requests, long maxSize,
      Duration within, int depth) {

    public Crawl {
      start = List.copyOf(start);
      sitemaps = List.copyOf(sitemaps);
    }
  }
}
