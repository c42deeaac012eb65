package dev.fivetwenty.rules.regex;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.fivetwenty.rules.value.Slice;
import java.util.Set;

/// Short texts of ASCII that are looked for all at once.
final class Needles {

  private final byte[][] texts;
  private final boolean anyCase;
  /// By byte: whether a text begins with it.
  private final boolean[] begins = new boolean[256];

  /// @param texts   none empty; in lower case where case does not matter
  /// @param anyCase whether it does not
  Needles(Set<String> texts, boolean anyCase) {
    this.texts = texts.stream().map(text -> text.getBytes(US_ASCII)).toArray(byte[][]::new);
    this.anyCase = anyCase;
    for (byte[] text : this.texts) {
      begins[text[0]] = true;
      if (anyCase) begins[Slice.raised(text[0])] = true;
    }
  }

  /// Returns whether one of the texts is in that one.
  boolean isIn(Slice text) {
    byte[] bytes = text.bytes();
    for (int i = text.from(); i < text.to(); i++) {
      if (begins[bytes[i] & 0xFF] && isAt(bytes, i, text.to())) return true;
    }
    return false;
  }

  private boolean isAt(byte[] bytes, int from, int to) {
    for (byte[] text : texts) {
      if (text.length <= to - from && isAt(bytes, from, text)) return true;
    }
    return false;
  }

  private boolean isAt(byte[] bytes, int from, byte[] text) {
    for (int i = 0; i < text.length; i++) {
      byte octet = bytes[from + i];
      if ((anyCase ? Slice.lowered(octet) : octet) != text[i]) return false;
    }
    return true;
  }
}
