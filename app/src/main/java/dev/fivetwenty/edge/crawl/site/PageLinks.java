package dev.fivetwenty.edge.crawl.site;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.LinkedHashSet;
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
public record PageLinks(Set<URI> parts, Set<URI> links) {

  public static final PageLinks NONE = new PageLinks(Set.of(), Set.of());

  /// Of one page.
  private static final int MOST_PARTS = 500;
  private static final int MOST_LINKS = 2000;

  /// Of one image: which one a browser takes depends on its window.
  private static final int MOST_OF_SET = 8;

  private static final Set<String> SOURCES =
      Set.of("script", "img", "iframe", "frame", "embed", "audio", "video", "source", "track", "input");

  private static final Set<String> LOADED =
      Set.of("stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon",
          "apple-touch-icon-precomposed", "mask-icon");

  private static final String SPACES = " \t\r\n\f";
  private static final String SEPARATORS = SPACES + ",";

  private static final Pattern CHARSET = Pattern.compile("charset\\s*=\\s*\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);

  /// @param type the value of `Content-Type`
  public static PageLinks of(byte[] html, String type, URI url) {
    try {
      Document page = Jsoup.parse(new ByteArrayInputStream(html), charset(type), url.toString());
      var found = new PageLinks(new LinkedHashSet<>(), new LinkedHashSet<>());
      // Which `base` may have changed; asked for once, since each element asks all that it is in.
      URI base = Link.of(page.baseUri()).orElse(url);
      boolean follows = !saysNoFollow(page);
      page.forEach(element -> found.look(element, base, follows));
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

  private void look(Element element, URI base, boolean follows) {
    String name = element.normalName();
    if (SOURCES.contains(name)) part(base, element.attr("src"));
    switch (name) {
      case "link" -> {
        if (hasRelation(element, LOADED)) part(base, element.attr("href"));
      }
      case "video" -> part(base, element.attr("poster"));
      case "object" -> part(base, element.attr("data"));
      case "use", "image", "feimage" -> part(base, element.attr(element.hasAttr("href") ? "href" : "xlink:href"));
      case "script" -> script(element, base);
      // In SVG its content is text and no data.
      case "style" -> StyleLinks.of(element.data() + element.wholeText(), base, this::add);
      case "a", "area" -> {
        boolean leads = follows && !hasRelation(element, Set.of("nofollow"));
        if (leads && links.size() < MOST_LINKS) Link.of(base, element.attr("href")).ifPresent(links::add);
      }
      default -> {
        // It is looked at for its style alone.
      }
    }
    if (element.hasAttr("srcset")) set(element.attr("srcset"), base);
    if (element.hasAttr("imagesrcset")) set(element.attr("imagesrcset"), base);
    if (element.hasAttr("background")) part(base, element.attr("background"));
    if (element.hasAttr("style")) StyleLinks.of(element.attr("style"), base, this::add);
  }

  /// Of data for scripts, nothing is known.
  private void script(Element script, URI base) {
    String type = script.attr("type").strip().toLowerCase(Locale.ROOT);
    if (type.equals("importmap")) ScriptLinks.ofMap(script.data(), base, this::add);
    else if (type.isEmpty() || type.equals("module") || type.endsWith("javascript")) ScriptLinks.of(script.data(), base, this::add);
  }

  private static boolean hasRelation(Element element, Set<String> wanted) {
    String[] relations = element.attr("rel").toLowerCase(Locale.ROOT).split("\\s+");
    return Arrays.stream(relations).anyMatch(wanted::contains);
  }

  private void part(URI base, String reference) {
    if (parts.size() < MOST_PARTS) Link.of(base, reference).ifPresent(this::add);
  }

  private void add(URI url) {
    if (parts.size() < MOST_PARTS) parts.add(url);
  }

  /// Takes the URLs of a `srcset`: each goes to the next white space, without the commas before that, and is followed
  /// by what it is good for, up to a comma.
  private void set(String candidates, URI base) {
    int at = 0;
    for (int i = 0; i < MOST_OF_SET && at < candidates.length(); i++) {
      while (at < candidates.length() && SEPARATORS.indexOf(candidates.charAt(at)) >= 0) at++;
      int from = at;
      while (at < candidates.length() && SPACES.indexOf(candidates.charAt(at)) < 0) at++;
      String url = candidates.substring(from, at);
      part(base, url.replaceFirst(",++$", ""));
      int comma = url.endsWith(",") ? at : candidates.indexOf(',', at);
      at = comma < 0 ? candidates.length() : comma;
    }
  }
}
