package dev.fivetwenty.wire;

/// The grammar of `host [":" port]` as it stands in Host and in request targets, RFC 3986 §3.2.
///
/// Stricter than that grammar in two points: a comma is refused, since it is how two hosts come to
/// look like one, and so is `%`, since who decodes it finds another host than who does not.
final class Authority {

  private static final boolean[] NAME = new boolean[256];

  static {
    for (char c = '0'; c <= '9'; c++) NAME[c] = true;
    for (char c = 'a'; c <= 'z'; c++) NAME[c] = NAME[c - 32] = true;
    for (char c : "-._~!$&'()*+;=".toCharArray()) NAME[c] = true;
  }

  static boolean isValid(byte[] bytes, int from, int to) {
    return brokenAt(bytes, from, to) < 0;
  }

  /// Returns where the first byte stands that no authority has there, or -1.
  static int brokenAt(byte[] bytes, int from, int to) {
    if (from == to) return -1;
    int at = bytes[from] == '[' ? literalEnd(bytes, from, to) : nameEnd(bytes, from, to);
    if (at == from) return from;
    if (at == to) return bytes[from] == '[' && bytes[to - 1] != ']' ? to - 1 : -1;
    if (bytes[at] != ':') return at;
    at++;
    while (at < to && Scan.isDigit(bytes[at])) at++;
    return at == to ? -1 : at;
  }

  static boolean hasPort(byte[] bytes, int from, int to) {
    int at = to;
    while (at > from && Scan.isDigit(bytes[at - 1])) at--;
    return at < to && at > from + 1 && bytes[at - 1] == ':';
  }

  /// True if two valid authorities name the same host and port.
  ///
  /// @param defaultPort that of the scheme, with its colon: it may be left out
  static boolean same(byte[] bytes, int from, int to, int from2, int to2, byte[] defaultPort) {
    int length = withoutPort(bytes, from, to, defaultPort) - from;
    if (withoutPort(bytes, from2, to2, defaultPort) - from2 != length) return false;
    for (int i = 0; i < length; i++) {
      if (Scan.lowered(bytes[from + i]) != Scan.lowered(bytes[from2 + i])) return false;
    }
    return true;
  }

  private static int withoutPort(byte[] bytes, int from, int to, byte[] port) {
    if (to > from && bytes[to - 1] == ':') return to - 1;
    int end = Math.max(from, to - port.length);
    return Scan.same(bytes, end, to, port) ? end : to;
  }

  private static int nameEnd(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && NAME[bytes[at] & 0xFF]) at++;
    return at;
  }

  /// Returns where `[` hex digits, colons and dots `]` ends.
  private static int literalEnd(byte[] bytes, int from, int to) {
    int at = from + 1;
    while (at < to && isInLiteral(bytes[at])) at++;
    return at < to && bytes[at] == ']' && at > from + 1 ? at + 1 : at;
  }

  private static boolean isInLiteral(byte octet) {
    return Character.digit(octet, 16) >= 0 || octet == ':' || octet == '.';
  }

  private Authority() {}
}
