package dev.fivetwenty.edge.route;

import java.util.Comparator;
import java.util.List;

/// Finds the route of a request by host and path: the most specific host, and of its routes the
/// longest path prefix. Immutable; safe for all threads.
public final class RouteTable {

  private final List<Entry> entries;

  /// @param host `*`, a name, or `*.` and a name, in lower case
  /// @param path prefix of whole segments, begins with `/`
  public record Entry(String host, String path, Route route) {}

  public RouteTable(List<Entry> entries) {
    this.entries =
        entries.stream()
            .sorted(
                Comparator.comparingInt((Entry e) -> specificity(e.host()))
                    .thenComparingInt(e -> e.path().length())
                    .reversed())
            .toList();
  }

  private static int specificity(String host) {
    if (host.equals("*")) return 0;
    return host.startsWith("*.") ? host.length() : Integer.MAX_VALUE;
  }

  public List<Route> routes() {
    return entries.stream().map(Entry::route).toList();
  }

  /// Returns the route, or null.
  ///
  /// @param host in any case, without a port
  public Route find(
      byte[] host, int hostFrom, int hostTo, byte[] path, int pathFrom, int pathTo) {
    for (Entry entry : entries) {
      if (isHost(entry.host(), host, hostFrom, hostTo)
          && isPrefix(entry.path(), path, pathFrom, pathTo)) {
        return entry.route();
      }
    }
    return null;
  }

  private static boolean isHost(String host, byte[] bytes, int from, int to) {
    if (host.charAt(0) == '*') {
      if (host.length() == 1) return true;
      int start = to - (host.length() - 1);
      return start > from && isSame(host, 1, bytes, start, to);
    }
    return to - from == host.length() && isSame(host, 0, bytes, from, to);
  }

  private static boolean isSame(String host, int skip, byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      int octet = bytes[i] >= 'A' && bytes[i] <= 'Z' ? bytes[i] + 32 : bytes[i];
      if (octet != host.charAt(skip + i - from)) return false;
    }
    return true;
  }

  /// `/shop` stands for `/shop` and all below it, not for `/shopping`.
  private static boolean isPrefix(String path, byte[] bytes, int from, int to) {
    int length = path.length();
    if (to - from < length) return false;
    for (int i = 0; i < length; i++) {
      if (bytes[from + i] != path.charAt(i)) return false;
    }
    return path.charAt(length - 1) == '/' || to - from == length || bytes[from + length] == '/';
  }
}
