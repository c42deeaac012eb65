package dev.fivetwenty.sanitise;

/// Covers in text what a URL carries beside the way to a resource: the values of its query, its
/// fragment, who asks (RFC 3986 §3.2.1), and keys in its path.
final class Urls {

  /// Covers it in every URL and request target between `from` and `to`; lengths and names stay.
  static void cover(byte[] bytes, int from, int to) {
    users(bytes, from, to);
    PathKeys.cover(bytes, from, to);
    for (int at = from; at < to; ) {
      int query = Octets.query(bytes, at, to);
      int end = query;
      while (end < to && !endsUrl(bytes[end])) end++;
      values(bytes, query, end);
      at = Math.max(end, query + 1);
    }
  }

  private static boolean endsUrl(byte octet) {
    return octet >= 0 && octet <= ' ' || octet == '>' || octet == '"' || octet == ',';
  }

  /// Of a part without `=` nobody knows whether it is a name.
  private static void values(byte[] bytes, int from, int to) {
    for (int part = from; part < to; ) {
      int end = Octets.indexOf('&', bytes, part, to);
      int equals = Octets.indexOf('=', bytes, part, end);
      Octets.cover(bytes, equals == end ? part : equals + 1, end);
      part = end + 1;
    }
  }

  /// Covers who asks, and nothing else.
  static void users(byte[] bytes, int from, int to) {
    for (int at = from; at + 3 < to; at++) {
      if (bytes[at] != ':' || bytes[at + 1] != '/' || bytes[at + 2] != '/') continue;
      int user = at + 3;
      int end = user;
      while (end < to && !endsUrl(bytes[end]) && bytes[end] != '/' && bytes[end] != '@') end++;
      if (end < to && bytes[end] == '@') Octets.cover(bytes, user, end);
    }
  }

  private Urls() {}
}
