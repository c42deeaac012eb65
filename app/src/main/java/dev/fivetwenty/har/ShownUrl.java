package dev.fivetwenty.har;

/// A URL as it may be shown: without user, values of the query and fragment.
public final class ShownUrl {

  /// Returns scheme, host and path as they are, and `?...` where there was a query.
  public static String of(String url) {
    int scheme = url.indexOf("://");
    if (scheme < 0) {
      int colon = url.indexOf(':');
      return colon < 0 ? "" : url.substring(0, colon + 1) + "...";
    }
    int start = scheme + 3;
    int end = end(url, start, "/?#");
    int user = url.lastIndexOf('@', end - 1);
    int host = user >= start ? user + 1 : start;
    int path = end(url, end, "?#");
    boolean query = path < url.length() && url.charAt(path) == '?';
    return url.substring(0, start) + url.substring(host, path) + (query ? "?..." : "");
  }

  private static int end(String url, int from, String signs) {
    int end = from;
    while (end < url.length() && signs.indexOf(url.charAt(end)) < 0) end++;
    return end;
  }

  private ShownUrl() {}
}
