package dev.fivetwenty.edge.crawl.site;

import dev.fivetwenty.origin.RequestBytes;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/// URLs as a site writes them, made such as a browser would ask for.
public final class Link {

  /// Longer ones are no pages; see the rule for requests of Always Online.
  private static final int MOST = 2048;

  /// What stands in no URL, and is encoded by browsers where somebody wrote it.
  private static final String ENCODED = "\"<>\\^`{|}";

  /// Returns the URL without its fragment; empty where it is none of `http` and `https`, or is not well-formed.
  public static Optional<URI> of(String text) {
    return parse(text).flatMap(Link::checked);
  }

  /// Returns a reference that stands at `base` as a URL.
  public static Optional<URI> of(URI base, String reference) {
    return parse(reference).filter(parsed -> !parsed.toString().isEmpty()).flatMap(parsed -> {
      // A query alone belongs to the page, RFC 3986 §5.2.2; the JDK holds with an older standard.
      boolean query = parsed.toString().startsWith("?");
      return checked(query ? URI.create(site(base) + base.getRawPath() + parsed) : base.resolve(parsed));
    });
  }

  private static Optional<URI> parse(String text) {
    int fragment = text.indexOf('#');
    String bare = (fragment < 0 ? text : text.substring(0, fragment)).strip();
    if (bare.length() > MOST) return Optional.empty();
    try {
      return Optional.of(new URI(new URI(encoded(bare)).toASCIIString()));
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  private static String encoded(String text) {
    var encoded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\t' || c == '\r' || c == '\n') continue;
      if (c == ' ' || ENCODED.indexOf(c) >= 0) encoded.append("%%%02X".formatted((int) c));
      else encoded.append(c);
    }
    return encoded.toString();
  }

  private static Optional<URI> checked(URI url) {
    boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!http || url.getHost() == null || url.getRawUserInfo() != null) return Optional.empty();
    return Optional.of(url.getRawPath().isEmpty() ? url.resolve(target(url)) : url);
  }

  /// Returns scheme and host, which have a `robots.txt` of their own; the port only where it is not the scheme's.
  public static String site(URI url) {
    return url.getScheme() + "://" + RequestBytes.host(url).toLowerCase(Locale.ROOT);
  }

  /// Returns path and query.
  public static String target(URI url) {
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
  }

  private Link() {}
}
