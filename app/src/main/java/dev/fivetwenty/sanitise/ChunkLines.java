package dev.fivetwenty.sanitise;

/// Covers in what frames chunked content all but the framing: sizes, line ends and the names of
/// trailers stay, extensions and values do not (RFC 9112 §7.1).
final class ChunkLines {

  /// @param from behind content, or where the first chunk line starts
  static void cover(byte[] bytes, int from, int to) {
    boolean last = false;
    for (int line = from; line < to; ) {
      int end = Math.min(to, Octets.lineEnd(bytes, line));
      if (last) trailer(bytes, line, end);
      else last = size(bytes, line, end);
      line = end;
    }
  }

  /// Returns whether trailers follow.
  private static boolean size(byte[] bytes, int from, int to) {
    int at = from;
    boolean zero = false;
    while (at < to && Character.digit(bytes[at], 16) >= 0) zero = bytes[at++] == '0' && (zero || at == from + 1);
    boolean none = at == from;
    while (at < to && (bytes[at] == ' ' || bytes[at] == '\t')) at++;
    if (at < to && bytes[at] == ';') at++;
    Octets.cover(bytes, at, to);
    return !none && zero;
  }

  private static void trailer(byte[] bytes, int from, int to) {
    String name = Octets.name(bytes, from, to);
    int value = name.isEmpty() ? from : Octets.indexOf(':', bytes, from, to) + 1;
    if (!Secrets.isHarmless(name)) Octets.cover(bytes, value, to);
    else Urls.cover(bytes, value, to);
  }

  private ChunkLines() {}
}
