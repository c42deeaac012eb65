package dev.fivetwenty.har.sanitise;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Covers, in place, parts of paths in raw octets that look like keys, and what a part has behind a
/// semicolon (`;jsessionid=…`): in a request target, in `Location`, in `Link` and wherever else a head has
/// a slash.
final class RawPaths {

  /// What ends a part, beside the next slash, blanks and controls.
  private static final String ENDS = "/?#\"<>,;";

  static void cover(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      int part = at + 1;
      boolean slash = bytes[at++] == '/';
      while (slash && at < to && isPart(bytes[at])) at++;
      if (slash) coverKey(bytes, part, at);
      while (slash && at < to && bytes[at] == ';') at = coverParameter(bytes, at + 1, to);
    }
  }

  /// Covers the value of `name=value`; those of media types stay where they are words.
  private static int coverParameter(byte[] bytes, int from, int to) {
    int value = from;
    while (value < to && isPart(bytes[value]) && bytes[value] != '=') value++;
    boolean named = value < to && bytes[value] == '=';
    if (named) value++;
    int end = value;
    while (end < to && isPart(bytes[end])) end++;
    coverKey(bytes, named ? value : from, end);
    return end;
  }

  private static boolean isPart(byte octet) {
    return (octet < 0 || octet > ' ') && octet != 0x7F && ENDS.indexOf(octet) < 0;
  }

  private static void coverKey(byte[] bytes, int from, int to) {
    String part = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    if (!Harmless.isPath(part)) Arrays.fill(bytes, from, to, (byte) '*');
  }

  private RawPaths() {}
}
