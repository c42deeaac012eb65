package dev.fivetwenty.sanitise;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Finds places in octets that are shown, and covers them.
public final class Octets {

  /// How a status line starts.
  static final String START = "HTTP/";

  static final byte COVER = '*';

  private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";

  /// Makes visible octets, and those above ASCII, `*`; line ends, white space and control characters
  /// stay.
  public static void cover(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] < 0 || bytes[i] > ' ' && bytes[i] < 0x7F) bytes[i] = COVER;
    }
  }

  /// Makes every octet `*`.
  public static void hide(byte[] bytes, int from, int to) {
    if (from < to) Arrays.fill(bytes, from, to, COVER);
  }

  /// Returns where the octet stands first, or `to`.
  static int indexOf(int octet, byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && bytes[i] != octet) i++;
    return Math.min(i, to);
  }

  /// Returns where the line that `from` is in ends, behind its LF.
  static int lineEnd(byte[] bytes, int from) {
    return Math.min(bytes.length, indexOf('\n', bytes, from, bytes.length) + 1);
  }

  static boolean isBlank(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && (bytes[i] == '\r' || bytes[i] == '\n')) i++;
    return i == to;
  }

  /// Returns the token before the first colon, RFC 9110 §5.6.2, without white space around it;
  /// empty where there is none.
  static String name(byte[] bytes, int from, int to) {
    int colon = indexOf(':', bytes, from, to);
    if (colon == to) return "";
    String name =
        new String(bytes, from, colon - from, StandardCharsets.ISO_8859_1)
            .strip();
    return name.chars().allMatch(Octets::isToken) ? name : "";
  }

  private static boolean isToken(int c) {
    return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
        || TOKEN_SIGNS.indexOf(c) >= 0;
  }

  /// Returns where the query or fragment of a URL starts, behind its mark, or `to`.
  static int query(byte[] bytes, int from, int to) {
    int query = Math.min(indexOf('?', bytes, from, to), indexOf('#', bytes, from, to));
    return Math.min(query + 1, to);
  }

  static boolean startsHead(byte[] bytes, int at) {
    for (int i = 0; i < START.length(); i++) {
      if (at + i >= bytes.length || bytes[at + i] != START.charAt(i)) return false;
    }
    return true;
  }

  private Octets() {}
}
