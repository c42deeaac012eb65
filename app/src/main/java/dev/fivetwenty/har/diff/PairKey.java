package dev.fivetwenty.har.diff;

import java.util.Arrays;
import java.util.stream.Collectors;

/// What makes two entries the same request: method, host, path and parameters in any order.
///
/// @param query sorted parameters; empty in a key that does without
record PairKey(String method, String host, String path, String query) {

  static PairKey of(Side side, HostMap hosts) {
    String url = side.url();
    int scheme = url.indexOf("://");
    int start = scheme < 0 ? 0 : scheme + 3;
    int path = end(url, start, "/?#");
    int query = end(url, path, "?#");
    int fragment = end(url, query, "#");
    String authority = url.substring(start, path);
    String host = authority.substring(authority.lastIndexOf('@') + 1).replaceFirst(":(80|443)$", "");
    String parameters = query < fragment ? url.substring(query + 1, fragment) : "";
    String slashed = path == query ? "/" : url.substring(path, query);
    return new PairKey(side.method(), hosts.of(host), slashed, sorted(parameters));
  }

  private static int end(String url, int from, String signs) {
    int end = from;
    while (end < url.length() && signs.indexOf(url.charAt(end)) < 0) end++;
    return end;
  }

  private static String sorted(String parameters) {
    if (parameters.indexOf('&') < 0) return parameters;
    return Arrays.stream(parameters.split("&")).sorted().collect(Collectors.joining("&"));
  }

  PairKey withoutQuery() {
    return new PairKey(method, host, path, "");
  }

  PairKey withoutHost() {
    return new PairKey(method, "", path, "");
  }
}
