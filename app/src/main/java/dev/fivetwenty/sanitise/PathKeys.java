package dev.fivetwenty.sanitise;

/// Covers parts of paths that are keys beyond doubt: a JSON Web Token (RFC 7519), 32 hexadecimal digits or more, or as
/// many characters of base64url with a stretch that no title has. Names, numbers, UUIDs and files stay.
final class PathKeys {

  private static final int LEAST = 32;

  /// Letters of both cases and digits without a hyphen between.
  private static final int STRETCH = 16;

  private static final int DOTS_OF_TOKEN = 2;

  private static final String OF_KEY = "-_.=";

  /// What ends a part, beside blanks and controls.
  private static final String ENDS = "/?#;,\"<>";

  static void cover(byte[] bytes, int from, int to) {
    for (int at = from; at < to; ) {
      if (bytes[at++] != '/') continue;
      int end = at;
      while (end < to && isOfKey(bytes[end])) end++;
      boolean whole = end == to || bytes[end] >= 0 && bytes[end] <= ' ' || ENDS.indexOf(bytes[end]) >= 0;
      if (whole && end - at >= LEAST && isKey(bytes, at, end)) Octets.hide(bytes, at, end);
      at = end;
    }
  }

  private static boolean isOfKey(byte octet) {
    return isLower(octet) || isUpper(octet) || isDigit(octet) || OF_KEY.indexOf(octet) >= 0;
  }

  private static boolean isKey(byte[] bytes, int from, int to) {
    int dots = 0;
    boolean hex = true;
    for (int i = from; i < to; i++) {
      if (bytes[i] == '.') dots++;
      hex &= Character.digit(bytes[i], 16) >= 0;
    }
    // How the JSON of a token begins: {"
    boolean token = bytes[from] == 'e' && bytes[from + 1] == 'y' && bytes[from + 2] == 'J';
    return dots == 0 ? hex || hasStretch(bytes, from, to) : token && dots == DOTS_OF_TOKEN;
  }

  private static boolean hasStretch(byte[] bytes, int from, int to) {
    int start = from;
    boolean lower = false;
    boolean upper = false;
    boolean digit = false;
    for (int i = from; i < to; i++) {
      if (OF_KEY.indexOf(bytes[i]) >= 0) {
        start = i + 1;
        lower = upper = digit = false;
        continue;
      }
      lower |= isLower(bytes[i]);
      upper |= isUpper(bytes[i]);
      digit |= isDigit(bytes[i]);
      if (lower && upper && digit && i + 1 - start >= STRETCH) return true;
    }
    return false;
  }

  private static boolean isLower(byte octet) {
    return octet >= 'a' && octet <= 'z';
  }

  private static boolean isUpper(byte octet) {
    return octet >= 'A' && octet <= 'Z';
  }

  private static boolean isDigit(byte octet) {
    return octet >= '0' && octet <= '9';
  }

  private PathKeys() {}
}
