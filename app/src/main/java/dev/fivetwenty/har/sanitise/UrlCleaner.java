package dev.fivetwenty.har.sanitise;

/// Hides in a URL, absolute or relative, what is no scheme, host, port, path or parameter name.
final class UrlCleaner {

  private final Hider hider;

  UrlCleaner(Hider hider) {
    this.hider = hider;
  }

  String clean(String url, String place) {
    int scheme = scheme(url);
    if (isOpaque(url, scheme)) {
      int comma = url.indexOf(',') + 1;
      boolean data = url.startsWith("data:") && comma > 0 && Harmless.isPlain(url.substring(5, comma));
      int kept = data ? comma : scheme + 1;
      return url.substring(0, kept) + hider.hide(url.substring(kept), place, Reason.CONTENT);
    }
    int start = url.startsWith("//", scheme + 1) ? scheme + 3 : scheme + 1;
    int path = start > scheme + 1 ? end(url, start, "/?#") : start;
    int query = end(url, path, "?#");
    int fragment = end(url, query, "#");
    var clean = new StringBuilder(url.substring(0, start));
    clean.append(authority(url.substring(start, path), place));
    path(clean, url.substring(path, query), place);
    if (query < fragment) query(clean.append('?'), url.substring(query + 1, fragment), place);
    if (fragment < url.length()) {
      String text = url.substring(fragment + 1);
      clean.append('#').append(hider.hide(text, place, Reason.FRAGMENT));
    }
    return clean.toString();
  }

  /// Returns where the colon of the scheme stands, -1 where there is none.
  private static int scheme(String url) {
    int colon = url.indexOf(':');
    boolean scheme = colon > 0 && colon <= 12
        && url.substring(0, colon).chars().allMatch(c -> c < 0x80 && Character.isLetter(c) || c == '-');
    return scheme ? colon : -1;
  }

  private static boolean isOpaque(String url, int scheme) {
    return scheme > 0 && !url.startsWith("//", scheme + 1);
  }

  private static int end(String url, int from, String signs) {
    int end = from;
    while (end < url.length() && signs.indexOf(url.charAt(end)) < 0) end++;
    return end;
  }

  private String authority(String authority, String place) {
    int at = authority.lastIndexOf('@');
    String host = authority.substring(at + 1);
    boolean plain = host.chars().allMatch(c -> c > ' ' && c < 0x7F && "\"<>\\^`{|}".indexOf(c) < 0);
    String shown = plain && host.length() <= 255 ? host : hider.hide(host, place, Reason.NAME);
    if (at < 0) return shown;
    return hider.hide(authority.substring(0, at), place, Reason.USER) + "@" + shown;
  }

  private void path(StringBuilder clean, String path, String place) {
    int from = 0;
    while (from <= path.length()) {
      int to = end(path, from, "/");
      String segment = path.substring(from, to);
      clean.append(Harmless.isPath(segment) ? segment : hider.hide(segment, place, Reason.PATH));
      if (to < path.length()) clean.append('/');
      from = to + 1;
    }
  }

  /// Hides the values of `name=value&name=value`; what has no name is a value.
  void query(StringBuilder clean, String query, String place) {
    pairs(clean, query, place, "query", Reason.QUERY);
  }

  void pairs(StringBuilder clean, String text, String place, String kind, Reason reason) {
    int from = 0;
    while (from <= text.length()) {
      int to = end(text, from, "&;");
      String pair = text.substring(from, to);
      int equals = pair.indexOf('=');
      if (equals < 0) {
        clean.append(hider.hide(pair, place, reason));
      } else {
        String name = pair.substring(0, equals);
        String value = pair.substring(equals + 1);
        clean.append(hider.name(name, place)).append('=');
        boolean kept = hider.keeps(kind, name);
        clean.append(kept ? value : hider.hide(value, place + "." + shown(name), reason));
      }
      if (to < text.length()) clean.append(text.charAt(to));
      from = to + 1;
    }
  }

  static String shown(String name) {
    return Harmless.isName(name) ? name : "?";
  }
}
