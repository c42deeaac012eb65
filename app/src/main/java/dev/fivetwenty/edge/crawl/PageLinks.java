package dev.fivetwenty.edge.crawl;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// What an HTML page names: what a browser loads to show it, and what it leads to.
///
/// @param parts of the page, in its order
/// @param links that robots may follow
record PageLinks(Set<URI> parts, Set<URI> links) {

  /// Of one page.
  private static final int MOST_PARTS = 500;
  private static final int MOST_LINKS = 2000;

  /// Of one image: which one a browser takes depends on its window.
  private static final int MOST_OF_SET = 8;

  private static final String SOURCES =
      "script[src], img[src], iframe[src], frame[src], embed[src], audio[src], video[src], source[src],"
          + " track[src], input[type=image][src]";

  private static final Set<String> LOADED =
      Set.of("stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon", "mask-icon");

  private static final Pattern CHARSET = Pattern.compile("charset\\s*=\\s*\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);

  static final PageLinks NONE = new PageLinks(Set.of(), Set.of());

  /// @param type the value of `Content-Type`
  static PageLinks of(byte[] html, String type, URI url) {
    try {
      Document page = Jsoup.parse(new ByteArrayInputStream(html), charset(type), url.toString());
      var found = new PageLinks(new LinkedHashSet<>(), new LinkedHashSet<>());
      boolean follows = !saysNoFollow(page);
      for (Element element : page.getAllElements()) found.look(element, follows);
      return found;
    } catch (IOException | UncheckedIOException | IllegalArgumentException _) {
      // A character set that there is not, or text that is none in it.
      return NONE;
    }
  }

  /// Returns null for what the page says of itself.
  private static String charset(String type) {
    Matcher named = CHARSET.matcher(type);
    if (!named.find()) return null;
    try {
      return Charset.isSupported(named.group(1)) ? named.group(1) : null;
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static boolean saysNoFollow(Document page) {
    return page.select("meta[name=robots], meta[name=" + Robots.PRODUCT + "]").stream()
        .map(meta -> meta.attr("content").toLowerCase(Locale.ROOT))
        .anyMatch(says -> says.contains("nofollow") || says.contains("none"));
  }

  private void look(Element element, boolean follows) {
    if (element.is(SOURCES)) part(element.absUrl("src"));
    if (element.is("link[href]") && hasRelation(element, LOADED)) part(element.absUrl("href"));
    if (element.is("video[poster]")) part(element.absUrl("poster"));
    if (element.is("object[data]")) part(element.absUrl("data"));
    if (element.is("img[srcset], source[srcset]")) set(element);
    if (element.hasAttr("style")) style(element.attr("style"), element);
    if (element.is("style")) style(element.data(), element);
    boolean leads = follows && element.is("a[href], area[href]") && !hasRelation(element, Set.of("nofollow"));
    if (leads && links.size() < MOST_LINKS) Link.of(element.absUrl("href")).ifPresent(links::add);
  }

  private static boolean hasRelation(Element element, Set<String> wanted) {
    String[] relations = element.attr("rel").toLowerCase(Locale.ROOT).split("\\s+");
    return Arrays.stream(relations).anyMatch(wanted::contains);
  }

  private void part(String url) {
    if (parts.size() < MOST_PARTS) Link.of(url).ifPresent(parts::add);
  }

  private void set(Element image) {
    List<String> candidates = List.of(image.attr("srcset").split(",\\s+", MOST_OF_SET + 1));
    for (String candidate : candidates.subList(0, Math.min(MOST_OF_SET, candidates.size()))) {
      Link.of(image.baseUri()).flatMap(base -> Link.of(base, candidate.strip().split("\\s+", 2)[0]))
          .ifPresent(url -> part(url.toString()));
    }
  }

  private void style(String text, Element of) {
    Link.of(of.baseUri()).ifPresent(base -> StyleLinks.of(text, base, url -> part(url.toString())));
  }
}
