package dev.fivetwenty.policy.alwaysonline;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.time.temporal.ChronoUnit.SECONDS;

import dev.fivetwenty.policy.alwaysonline.field.CacheControl;
import dev.fivetwenty.policy.alwaysonline.field.Fields;
import dev.fivetwenty.policy.alwaysonline.field.Slices;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The words on a page that say that it is a copy.
///
/// They lie over the page's end, so that they move nothing, and can be folded without a script. There is no
/// style sheet and no script, only style attributes; where a page's policy forbids those, there
/// is no banner. The link says that it is an external one, so that scripts which follow a site's own links leave
/// it to the browser. All of it is ASCII, which fits every encoding but UTF-16.
public final class Banner {

  private static final String HTML = "text/html";

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu 'at' HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private static final String TEMPLATE =
      """
      <div role="region" aria-label="Saved copy" lang="en" dir="ltr" style="all:initial;\
      position:fixed!important;left:0!important;right:0!important;bottom:0!important;\
      z-index:2147483647!important;display:block!important;box-sizing:border-box;\
      padding:.6em 1em;background:#1f2933;color:#fff;\
      font:16px/1.4 system-ui,sans-serif;text-align:left"><details open="" style="all:unset;\
      display:block"><summary style="all:unset;outline:revert;display:list-item;list-style:revert;\
      cursor:pointer;font-weight:700">Saved copy</summary><p style="all:unset;display:block">This page \
      was saved on <time datetime="%s" style="all:unset">%s</time>. The site itself cannot be reached at \
      the moment. <a href="%s" rel="external" target="_self" style="all:unset;outline:revert;cursor:pointer;text-decoration:underline;\
      color:#9ecbff" tabindex="0">Try the live page</a></p></details></div>""";

  /// Returns whether the page may be changed, as far as its head tells.
  public static boolean fits(Copy copy) {
    return copy.status() == 200
        && isHtml(copy.fields())
        && !isFile(copy.fields())
        && !CacheControl.ofResponse(copy.fields()).noTransform()
        && allowsStyle(copy.fields());
  }

  /// It is to be stored, as it is.
  private static boolean isFile(Fields fields) {
    int field = fields.find("content-disposition", 0);
    return field >= 0 && fields.value(field).toLowerCase(Locale.ROOT).startsWith("attachment");
  }

  static boolean isHtml(Fields fields) {
    int field = fields.find("content-type", 0);
    if (field < 0) return false;
    int from = fields.valueStart(field);
    int to = Math.min(from + HTML.length(), fields.valueEnd(field));
    // Of each copy that is no page this is asked with each answer.
    if (!Slices.same(fields.bytes(), from, to, HTML)) return false;
    String type = fields.value(field).toLowerCase(Locale.ROOT);
    int parameters = type.indexOf(';');
    String plain = parameters < 0 ? type : type.substring(0, parameters).strip();
    return plain.equals(HTML) && !type.contains("utf-16") && !type.contains("utf-32") && !type.contains("utf-7");
  }

  /// Content Security Policy: of each policy, the most special of its directives about attributes counts.
  private static boolean allowsStyle(Fields fields) {
    var allowed = new boolean[] {true};
    Slices.members(fields, "content-security-policy", policy -> allowed[0] &= allowsInline(policy));
    return allowed[0];
  }

  private static boolean allowsInline(String policy) {
    String lower = policy.toLowerCase(Locale.ROOT);
    for (String name : new String[] {"style-src-attr", "style-src", "default-src"}) {
      for (String directive : lower.split(";")) {
        String[] words = directive.strip().split("\\s+");
        if (!words[0].equals(name)) continue;
        boolean pinned =
            Arrays.stream(words).anyMatch(w -> w.startsWith("'nonce-") || w.startsWith("'sha"));
        return Arrays.asList(words).contains("'unsafe-inline'") && !pinned;
      }
    }
    return true;
  }

  /// Returns the page with the banner behind its end, where no sibling of it comes to be another one's next or first; empty
  /// where there is no place for it.
  ///
  /// @param html of a page that [#fits], in no content coding
  /// @param key  see [Asked#key]
  public static Optional<byte[]> into(byte[] html, String key, Instant kept) {
    var page = new HtmlPage(html);
    if (!page.takesMore()) return Optional.empty();
    // Against a base of another host, a path alone would lead there.
    String live = page.hasBase() ? key.substring(key.indexOf("//")) : target(key);
    byte[] banner = text(live, kept).getBytes(US_ASCII);
    byte[] both = Arrays.copyOf(html, html.length + banner.length);
    System.arraycopy(banner, 0, both, html.length, banner.length);
    return Optional.of(both);
  }

  /// Returns the URL without scheme and host: what is in front may be another one.
  private static String target(String key) {
    return key.substring(key.indexOf('/', key.indexOf("://") + 3));
  }

  private static String text(String live, Instant kept) {
    return TEMPLATE.formatted(kept.truncatedTo(SECONDS), DAY.format(kept), escaped(live));
  }

  private static String escaped(String target) {
    return target.replace("&", "&amp;").replace("\"", "&quot;").replace("'", "&#39;").replace("<", "&lt;");
  }

  private Banner() {}
}
