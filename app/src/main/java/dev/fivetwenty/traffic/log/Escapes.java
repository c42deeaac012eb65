package dev.fivetwenty.traffic.log;

import java.util.Arrays;

/// Undoes what servers write in place of quotes, backslashes and bytes that are no text: `\xHH` of
/// nginx and Apache, `\"`, `\\`, `\t` and the like of Apache. What is no escape stays as it is. The
/// bytes that were undone stay valid until [#clear]. Confined to a thread.
final class Escapes {

  private static final String LETTERS = "bfnrtv\"\\";
  private static final byte[] MEANT = {'\b', '\f', '\n', '\r', '\t', 0x0B, '"', '\\'};

  private byte[] plain = new byte[256];
  private int start;
  private int end;

  void clear() {
    start = 0;
    end = 0;
  }

  /// Returns the array with what is meant, from [#start] to [#end].
  byte[] undo(byte[] bytes, int from, int to) {
    start = end;
    // A new array where the room is short: what was undone before stays in the old one.
    if (plain.length - end < to - from) plain = Arrays.copyOf(plain, 2 * (end + to - from));
    for (int i = from; i < to; ) i += one(bytes, i, to);
    return plain;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /// Undoes what stands at one place, and returns how many bytes it takes.
  private int one(byte[] bytes, int at, int to) {
    boolean escape = bytes[at] == '\\' && at + 1 < to;
    int letter = escape ? LETTERS.indexOf(bytes[at + 1]) : -1;
    if (letter >= 0) {
      plain[end++] = MEANT[letter];
      return 2;
    }
    if (escape && bytes[at + 1] == 'x' && at + 3 < to) {
      int octet = Character.digit(bytes[at + 2], 16) << 4 | Character.digit(bytes[at + 3], 16);
      if (octet >= 0) {
        plain[end++] = (byte) octet;
        return 4;
      }
    }
    plain[end++] = bytes[at];
    return 1;
  }
}
