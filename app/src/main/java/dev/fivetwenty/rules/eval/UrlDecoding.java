package dev.fivetwenty.rules.eval;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fivetwenty.rules.value.Scratch;
import dev.fivetwenty.rules.value.Slice;

/// Undoes percent-encoding, and `+` for a space. What is not well-formed stays as it is.
///
/// @param recursive until nothing is left to undo, see [#MOST_ROUNDS]
/// @param unicode   `%uHHHH`, too
record UrlDecoding(boolean recursive, boolean unicode) implements TextFunctions.Change {

  /// Encodings in one another that are undone.
  private static final int MOST_ROUNDS = 8;

  static UrlDecoding of(String options) {
    return new UrlDecoding(options.contains("r"), options.contains("u"));
  }

  @Override
  public boolean make(Slice text, Scratch scratch, Slice out) {
    out.set(text);
    int rounds = recursive ? MOST_ROUNDS : 1;
    for (int i = 0; i < rounds && isEncoded(out); i++) {
      int before = out.length();
      if (!decode(out, scratch)) return false;
      if (out.length() == before && out.indexOf('%', 0) < 0) return true;
    }
    return true;
  }

  private static boolean isEncoded(Slice text) {
    return text.indexOf('%', 0) >= 0 || text.indexOf('+', 0) >= 0;
  }

  private boolean decode(Slice text, Scratch scratch) {
    if (!scratch.begin(text.length())) return false;
    for (int i = 0; i < text.length(); i++) {
      byte octet = text.at(i);
      int code = octet == '%' ? UriText.hex(text, i + 1) : -1;
      if (code >= 0) {
        scratch.add((byte) code);
        i += 2;
      } else if (octet == '%' && unicode && isUnicode(text, i)) {
        byte[] character = character(text, i);
        scratch.add(character, 0, character.length);
        i += 5;
      } else {
        scratch.add(octet == '+' ? (byte) ' ' : octet);
      }
    }
    scratch.end(text);
    return true;
  }

  private static boolean isUnicode(Slice text, int at) {
    return at + 1 < text.length()
        && (text.at(at + 1) == 'u' || text.at(at + 1) == 'U')
        && UriText.hex(text, at + 2) >= 0
        && UriText.hex(text, at + 4) >= 0;
  }

  /// A character is at most three bytes, and its encoding six.
  private static byte[] character(Slice text, int at) {
    char code = (char) (UriText.hex(text, at + 2) << 8 | UriText.hex(text, at + 4));
    return String.valueOf(code).getBytes(UTF_8);
  }
}
