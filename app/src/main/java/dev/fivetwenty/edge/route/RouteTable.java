package dev.fivetwenty.edge.route;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Finds the route of a request by host and path: the most specific host, and of its routes the
/// longest path prefix; where a host has no route for the path, the next specific one is asked.
/// Immutable; safe for all threads.
///
/// Hosts are looked up by a hash that grows from the last byte of a name to its first, so that one
/// walk passes every `*.` host above the name and ends at the name itself. Bytes are compared as they
/// are, but for the case of a host: nothing is decoded.
public final class RouteTable {

  private static final byte[][] NO_PATHS = {};

  private final List<Route> routes;
  private final Host any;
  /// By hash, several in a row where it is the same; a power of two long, at most half full.
  private final Host[] names;

  /// @param host `*`, a name, `*.` and a name, or an address; in lower case
  /// @param path prefix of whole segments, begins with `/`
  public record Entry(String host, String path, Route route) {}

  /// What is routed by one host; a `*.` host has its name with the dot before it.
  private record Host(byte[] name, int hash, byte[][] paths, Route[] routes) {

    /// Returns the route with the longest prefix, or null.
    Route find(byte[] path, int from, int to) {
      for (int i = 0; i < paths.length; i++) {
        if (isPrefix(paths[i], path, from, to)) return routes[i];
      }
      return null;
    }

    /// `/shop` stands for `/shop` and all below it, not for `/shopping`.
    private static boolean isPrefix(byte[] prefix, byte[] bytes, int from, int to) {
      int length = prefix.length;
      if (to - from < length) return false;
      for (int i = 0; i < length; i++) {
        if (bytes[from + i] != prefix[i]) return false;
      }
      return prefix[length - 1] == '/' || to - from == length || bytes[from + length] == '/';
    }

    boolean isNamed(byte[] bytes, int from, int to) {
      if (to - from != name.length) return false;
      for (int i = 0; i < name.length; i++) {
        if (lower(bytes[from + i]) != name[i]) return false;
      }
      return true;
    }
  }

  public RouteTable(List<Entry> entries) {
    routes = entries.stream().map(Entry::route).toList();
    Map<String, List<Entry>> byHost = new LinkedHashMap<>();
    for (Entry entry : entries) {
      byHost.computeIfAbsent(entry.host(), host -> new ArrayList<>()).add(entry);
    }
    List<Entry> everywhere = byHost.remove("*");
    any = everywhere == null ? new Host(new byte[0], 0, NO_PATHS, new Route[0]) : host("*", everywhere);
    names = new Host[Integer.highestOneBit(2 * byHost.size() + 1) * 2];
    byHost.forEach((name, of) -> put(host(name, of)));
  }

  private static Host host(String name, List<Entry> entries) {
    List<Entry> longestFirst =
        entries.stream()
            .sorted(Comparator.comparingInt((Entry e) -> e.path().length()).reversed())
            .toList();
    byte[] bytes = name.substring(name.startsWith("*.") ? 1 : 0).getBytes(ISO_8859_1);
    int hash = 0;
    for (int i = bytes.length - 1; i >= 0; i--) hash = grown(hash, bytes[i]);
    return new Host(
        bytes, hash,
        longestFirst.stream().map(e -> e.path().getBytes(ISO_8859_1)).toArray(byte[][]::new),
        longestFirst.stream().map(Entry::route).toArray(Route[]::new));
  }

  private void put(Host host) {
    int at = place(host.hash());
    while (names[at] != null) at = at + 1 & names.length - 1;
    names[at] = host;
  }

  public List<Route> routes() {
    return routes;
  }

  /// Returns the route of a URL, or null.
  ///
  /// @param host   in any case, with or without a port
  /// @param target path, and perhaps a query
  public Route find(String host, String target) {
    int port = host.lastIndexOf(':');
    boolean hasPort = port > host.lastIndexOf(']');
    byte[] name = (hasPort ? host.substring(0, port) : host).getBytes(ISO_8859_1);
    int query = target.indexOf('?');
    byte[] path = (query < 0 ? target : target.substring(0, query)).getBytes(ISO_8859_1);
    return find(name, 0, name.length, path, 0, path.length);
  }

  /// Returns the route, or null.
  ///
  /// @param host in any case, without a port
  public Route find(
      byte[] host, int hostFrom, int hostTo, byte[] path, int pathFrom, int pathTo) {
    int from = hostFrom;
    int to = hostTo;
    if (to - from > 2 && host[from] == '[' && host[to - 1] == ']') {
      from++;
      to--;
    } else if (to - from > 1 && host[to - 1] == '.') {
      // A name that says that it ends at the root is the same name.
      to--;
    }
    Route found = any.find(path, pathFrom, pathTo);
    int hash = 0;
    for (int at = to - 1; at >= from; at--) {
      hash = grown(hash, lower(host[at]));
      if (host[at] == '.' ? at == from : at > from) continue;
      Route closer = find(hash, host, at, to, path, pathFrom, pathTo);
      if (closer != null) found = closer;
    }
    return found;
  }

  private Route find(
      int hash, byte[] host, int from, int to, byte[] path, int pathFrom, int pathTo) {
    for (int at = place(hash); names[at] != null; at = at + 1 & names.length - 1) {
      Host named = names[at];
      if (named.hash() == hash && named.isNamed(host, from, to)) {
        return named.find(path, pathFrom, pathTo);
      }
    }
    return null;
  }

  private int place(int hash) {
    return (hash ^ hash >>> 16) & names.length - 1;
  }

  private static int grown(int hash, byte octet) {
    return 31 * hash + octet;
  }

  private static byte lower(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? (byte) (octet + 32) : octet;
  }
}
