package dev.fivetwenty.rules.eval;

import dev.fivetwenty.rules.value.Scratch;
import dev.fivetwenty.rules.value.Slice;

/// Texts with their ASCII letters in one case.
final class Letters {

  /// Lays the text in lower case under `out`: the same one where it is so already.
  static boolean lower(Slice text, Scratch scratch, Slice out) {
    return changed(text, true, scratch, out);
  }

  static boolean upper(Slice text, Scratch scratch, Slice out) {
    return changed(text, false, scratch, out);
  }

  private static boolean changed(Slice text, boolean lower, Scratch scratch, Slice out) {
    byte[] bytes = text.bytes();
    int at = text.from();
    int to = text.to();
    while (at < to && inCase(bytes[at], lower) == bytes[at]) at++;
    if (at == to) {
      out.set(text);
      return true;
    }
    int from = text.from();
    if (!scratch.begin(to - from)) return false;
    scratch.add(bytes, from, at);
    for (; at < to; at++) scratch.add(inCase(bytes[at], lower));
    scratch.end(out);
    return true;
  }

  private static byte inCase(byte octet, boolean lower) {
    return lower ? Slice.lowered(octet) : Slice.raised(octet);
  }

  private Letters() {}
}
