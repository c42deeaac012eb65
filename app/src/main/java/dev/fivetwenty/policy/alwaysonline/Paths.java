package dev.fivetwenty.policy.alwaysonline;

import java.util.List;

/// Which paths are kept: those that a pattern allows and none denies. In a pattern, `*` stands for
/// any characters, none included.
///
/// Patterns are compared with the path as a server understands it, percent-decoded; denied ones
/// in any case, since some servers do not tell cases apart.
public record Paths(List<String> allowed, List<String> denied) {

  public Paths {
    allowed = List.copyOf(allowed);
    denied = List.copyOf(denied);
  }

  boolean includes(String path) {
    String plain = decoded(path);
    return matchesAny(allowed, plain, false) && !matchesAny(denied, plain, true);
  }

  private static boolean matchesAny(List<String> patterns, String path, boolean anyCase) {
    for (int i = 0; i < patterns.size(); i++) {
      if (matches(patterns.get(i), path, anyCase)) return true;
    }
    return false;
  }

  /// Leaves what is not a percent-encoding as it is.
  private static String decoded(String path) {
    if (path.indexOf('%') < 0) return path;
    var plain = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      int octet = path.charAt(i) == '%' ? octet(path, i + 1) : -1;
      plain.append(octet < 0 ? path.charAt(i) : (char) octet);
      if (octet >= 0) i += 2;
    }
    return plain.toString();
  }

  /// Returns the octet that two hexadecimal digits stand for, or -1.
  static int octet(String text, int at) {
    if (at + 2 > text.length()) return -1;
    int high = Character.digit(text.charAt(at), 16);
    int low = Character.digit(text.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  /// Goes back to the last `*` where the rest does not fit, and never further, so that the time is
  /// bounded by the product of both lengths.
  private static boolean matches(String pattern, String path, boolean anyCase) {
    int p = 0;
    int star = -1;
    int retry = 0;
    for (int i = 0; i < path.length(); ) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        retry = i;
      } else if (p < pattern.length() && same(pattern.charAt(p), path.charAt(i), anyCase)) {
        p++;
        i++;
      } else if (star >= 0) {
        p = star + 1;
        i = ++retry;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') p++;
    return p == pattern.length();
  }

  private static boolean same(char a, char b, boolean anyCase) {
    return a == b || anyCase && Character.toLowerCase(a) == Character.toLowerCase(b);
  }
}
