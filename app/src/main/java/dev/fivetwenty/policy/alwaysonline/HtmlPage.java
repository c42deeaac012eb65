package dev.fivetwenty.policy.alwaysonline;

import dev.fivetwenty.policy.alwaysonline.field.Slices;
import java.util.Locale;
import java.util.Set;

/// Reads an HTML page as far as has to be known to put something behind its end, which browsers take for the end of its
/// body.
final class HtmlPage {

  /// Elements in which a tag is none of the page's.
  private static final Set<String> TEXT =
      Set.of("script", "style", "title", "textarea", "noscript", "template", "xmp", "iframe", "noembed", "noframes");

  /// Elements that do not begin the body where no tag says so.
  private static final Set<String> OF_HEAD =
      Set.of(
          "html", "head", "base", "basefont", "bgsound", "link", "meta", "title", "noscript", "noframes", "style",
          "script", "template");

  /// Elements that only whole pages have: without one of them it is a part of a page.
  private static final Set<String> OF_PAGES = Set.of("html", "head", "title", "body");

  private final byte[] html;
  private final boolean takesMore;
  private int at;
  private boolean isPage;
  private boolean inBody;
  private boolean hasBase;

  HtmlPage(byte[] html) {
    this.html = html;
    boolean wide = html.length > 1 && (html[0] & 0xFE) == 0xFE && (html[1] & 0xFE) == 0xFE;
    takesMore = !wide && read();
  }

  /// Returns whether what is put behind it is seen: it is a whole page, has no policy of its own, and ends in markup.
  boolean takesMore() {
    return takesMore;
  }

  /// Returns whether its references are relative to something else than its URL.
  boolean hasBase() {
    return hasBase;
  }

  private boolean read() {
    while (at < html.length) {
      if (html[at] != '<') {
        at++;
      } else if (follows("<!--")) {
        // Of `<!-->` all is there.
        if (!past("-->", at + 2)) return false;
      } else if (at + 1 < html.length && isLetter(html[at + 1])) {
        if (!tag()) return false;
      } else {
        isPage |= follows("<!doctype");
        at++;
      }
    }
    return isPage;
  }

  /// Goes behind a start tag, and behind what is text because of it; returns whether the page may go on so.
  private boolean tag() {
    String name = name(at + 1);
    int tag = at;
    if (!pastTag(at + 1 + name.length())) return false;
    hasBase |= name.equals("base");
    isPage |= OF_PAGES.contains(name);
    boolean first = !inBody && !OF_HEAD.contains(name);
    inBody |= first;
    boolean ends =
        name.equals("plaintext") || first && (!isPage || name.equals("frameset"))
            || !inBody && name.equals("meta") && isPolicy(tag, at);
    return !ends && (!TEXT.contains(name) || past("</" + name, at));
  }

  private static boolean isLetter(byte octet) {
    return octet >= 'a' && octet <= 'z' || octet >= 'A' && octet <= 'Z';
  }

  private String name(int from) {
    int to = from;
    while (to < html.length && "> \t\r\n\f/".indexOf(html[to]) < 0) to++;
    return Slices.text(html, from, to).toLowerCase(Locale.ROOT);
  }

  /// Goes behind the `>` that ends a tag, past quoted attribute values; returns whether there is one.
  private boolean pastTag(int from) {
    byte quote = 0;
    for (int i = from; i < html.length; i++) {
      if (quote != 0) {
        if (html[i] == quote) quote = 0;
      } else if (html[i] == '>') {
        at = i + 1;
        return true;
      } else if ((html[i] == '"' || html[i] == '\'') && follows(i, '=')) {
        quote = html[i];
      }
    }
    return false;
  }

  /// A quote begins a value only behind an equals sign.
  private boolean follows(int quote, char sign) {
    int i = quote - 1;
    while (i > 0 && (html[i] == ' ' || html[i] == '\t' || html[i] == '\r' || html[i] == '\n')) i--;
    return html[i] == sign;
  }

  private boolean follows(String text) {
    return matches(text, at);
  }

  private boolean matches(String lower, int from) {
    return from + lower.length() <= html.length && Slices.same(html, from, from + lower.length(), lower);
  }

  /// Goes behind the next such text; returns whether there is one.
  private boolean past(String text, int from) {
    for (at = from; at < html.length; at++) {
      if (matches(text, at)) {
        at += text.length();
        return true;
      }
    }
    return false;
  }

  private boolean isPolicy(int from, int to) {
    return Slices.text(html, from, to).toLowerCase(Locale.ROOT).contains("content-security-policy");
  }
}
