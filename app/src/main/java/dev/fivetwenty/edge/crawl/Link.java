package dev.fivetwenty.edge.crawl;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// URLs as a site writes them, made such as a browser would ask for.
final class Link {

  /// Longer ones are no pages; see the rule for requests of Always Online.
  private static final int MOST = 2048;

  /// Returns the URL without its fragment; empty where it is none of `http` and `https`, or is not well-formed.
  static Optional<URI> of(String text) {
    int fragment = text.indexOf('#');
    String bare = (fragment < 0 ? text : text.substring(0, fragment)).strip();
    if (bare.length() > MOST) return Optional.empty();
    try {
      var url = new URI(new URI(bare).toASCIIString());
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (!http || url.getHost() == null || url.getRawUserInfo() != null) return Optional.empty();
      return Optional.of(url.getRawPath().isEmpty() ? url.resolve("/") : url);
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  /// Returns a reference that stands at `base` as a URL.
  static Optional<URI> of(URI base, String reference) {
    int fragment = reference.indexOf('#');
    String bare = (fragment < 0 ? reference : reference.substring(0, fragment)).strip();
    if (bare.isEmpty() || bare.length() > MOST) return Optional.empty();
    try {
      return of(base.resolve(new URI(bare)).toString());
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  /// Returns scheme and host, which have a `robots.txt` of their own.
  static String site(URI url) {
    return url.getScheme() + "://" + url.getRawAuthority();
  }

  /// Returns path and query.
  static String target(URI url) {
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
  }

  private Link() {}
}
