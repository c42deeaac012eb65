package dev.fivetwenty.policy.alwaysonline;

import dev.fivetwenty.policy.alwaysonline.field.Slices;
import java.util.Locale;
import java.util.Set;

/// Finds where the body of an HTML page starts, past comments, scripts and whatever else may have `<body`
/// in it.
final class HtmlBody {

  /// A page whose head is longer has no banner.
  private static final int MOST_HEAD = 256 << 10;

  /// Elements of the head in which a tag is none of the page's.
  private static final Set<String> TEXT = Set.of("script", "style", "title", "noscript", "template", "noframes");

  /// Elements that do not begin the body where no tag says so.
  private static final Set<String> OF_HEAD =
      Set.of(
          "html", "head", "base", "basefont", "bgsound", "link", "meta", "title", "noscript", "noframes", "style",
          "script", "template");

  /// Elements that only pages have: without one of them it is a part of a page.
  private static final Set<String> OF_PAGES = Set.of("html", "head", "title");

  private final byte[] html;
  private final int end;
  private int at;
  private boolean isPage;

  private HtmlBody(byte[] html) {
    this.html = html;
    end = Math.min(html.length, MOST_HEAD);
  }

  /// Returns the offset behind the start tag, or before the first element of a page without one; -1 where there
  /// is neither, or the page has a policy of its own.
  static int start(byte[] html) {
    boolean wide = html.length > 1 && (html[0] & 0xFE) == 0xFE && (html[1] & 0xFE) == 0xFE;
    return wide ? -1 : new HtmlBody(html).find();
  }

  private int find() {
    while (at < end) {
      if (html[at] != '<') {
        at++;
      } else if (follows("<!--")) {
        past("-->", at + 4);
      } else if (follows("<!doctype")) {
        isPage = true;
        at++;
      } else if (at + 1 < end && isLetter(html[at + 1])) {
        String name = name(at + 1);
        int tag = at;
        if (!pastTag(at + 1 + name.length())) return -1;
        if (name.equals("body")) return at;
        if (name.equals("meta") && isPolicy(tag, at)) return -1;
        isPage |= OF_PAGES.contains(name);
        if (!OF_HEAD.contains(name)) return isPage && !name.equals("frameset") ? tag : -1;
        if (TEXT.contains(name)) past("</" + name, at);
      } else {
        at++;
      }
    }
    return -1;
  }

  private static boolean isLetter(byte octet) {
    return octet >= 'a' && octet <= 'z' || octet >= 'A' && octet <= 'Z';
  }

  private String name(int from) {
    int to = from;
    while (to < end && "> \t\r\n\f/".indexOf(html[to]) < 0) to++;
    return Slices.text(html, from, to).toLowerCase(Locale.ROOT);
  }

  /// Goes behind the `>` that ends a tag, past quoted attribute values; returns whether there is one.
  private boolean pastTag(int from) {
    byte quote = 0;
    for (int i = from; i < end; i++) {
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
    return from + lower.length() <= end && Slices.same(html, from, from + lower.length(), lower);
  }

  private void past(String text, int from) {
    for (at = from; at < end; at++) {
      if (matches(text, at)) {
        at += text.length();
        return;
      }
    }
  }

  private boolean isPolicy(int from, int to) {
    return Slices.text(html, from, to).toLowerCase(Locale.ROOT).contains("content-security-policy");
  }
}
