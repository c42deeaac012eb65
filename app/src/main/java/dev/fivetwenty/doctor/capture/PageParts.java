package dev.fivetwenty.doctor.capture;

import dev.fivetwenty.har.json.Json;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// Finds in a page what a browser would load with it: styles, scripts, images, frames, media. What styles
/// and scripts load in turn is not looked for.
final class PageParts {

  private static final String SOURCES =
      "script[src], img[src], iframe[src], frame[src], embed[src], audio[src], video[src], source[src],"
          + " track[src], input[type=image][src]";

  private static final String SETS = "img[srcset], source[srcset]";

  private static final List<String> LOADED =
      List.of("stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon");

  /// Returns the URLs in the order of the page, each once; none where the entry is no whole page.
  static List<URI> of(Json.Obj entry) {
    Json.Obj response = entry.object("response");
    Json.Obj content = response.object("content");
    String type = content.text("mimeType").toLowerCase(Locale.ROOT);
    boolean html = type.startsWith("text/html") || type.startsWith("application/xhtml");
    boolean text = !content.has("encoding") && !content.text("text").isEmpty();
    if (!html || !text) return List.of();
    String url = entry.object("request").text("url");
    return of(Jsoup.parse(content.text("text"), url), url);
  }

  private static List<URI> of(Document page, String own) {
    var urls = new LinkedHashSet<String>();
    for (Element part : page.getAllElements()) {
      if (part.is(SOURCES)) urls.add(part.absUrl("src"));
      if (part.is(SETS)) firstOfSet(part).ifPresent(urls::add);
      if (part.is("link[href]") && isLoaded(part)) urls.add(part.absUrl("href"));
      if (part.is("video[poster]")) urls.add(part.absUrl("poster"));
      if (part.is("object[data]")) urls.add(part.absUrl("data"));
    }
    urls.remove(own);
    var parts = new ArrayList<URI>();
    for (String url : urls) uri(url).ifPresent(parts::add);
    return parts;
  }

  private static boolean isLoaded(Element link) {
    String[] relations = link.attr("rel").toLowerCase(Locale.ROOT).split("\\s+");
    return List.of(relations).stream().anyMatch(LOADED::contains);
  }

  /// A browser takes one of a set; which one depends on its window.
  private static Optional<String> firstOfSet(Element image) {
    String first = image.attr("srcset").strip().split("[\\s,]", 2)[0];
    if (first.isEmpty() || image.hasAttr("src")) return Optional.empty();
    image.attr("src", first);
    return Optional.of(image.absUrl("src"));
  }

  private static Optional<URI> uri(String url) {
    int fragment = url.indexOf('#');
    String bare = fragment < 0 ? url : url.substring(0, fragment);
    try {
      URI uri = URI.create(bare);
      boolean http = bare.startsWith("http://") || bare.startsWith("https://");
      return http && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private PageParts() {}
}
