package dev.fivetwenty.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Looks at the bytes of a head, eight at a time where that is faster.
///
/// Reads up to [#SLACK] bytes past `to`, which the array must have; what they hold does not matter.
final class Scan {

  static final int SLACK = 8;

  /// The bytes at hand end before the line end does.
  static final int CUT = -1;

  /// The CR is not followed by LF.
  static final int BARE = -2;

  /// CRs before one LF that still count as one line end: text mode run over its own output.
  private static final int MAX_RETURNS = 8;

  static final byte HT = '\t';
  static final byte LF = '\n';
  static final byte CR = '\r';
  static final byte SP = ' ';

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x80 * ONES;
  private static final long SPACES = 0x20 * ONES;
  private static final long DELS = 0x7F * ONES;

  private static final long HYPHENS = '-' * ONES;

  /// Adding one of these sets the high bit of every byte that is at least `a`, or beyond `z`.
  private static final long FROM_A = (0x80 - 'a') * ONES;

  private static final long BEYOND_Z = (0x80 - 'z' - 1) * ONES;

  /// Which octets may stand in a token, RFC 9110 §5.6.2.
  private static final boolean[] TOKEN = new boolean[256];

  static {
    for (char c = '0'; c <= '9'; c++) TOKEN[c] = true;
    for (char c = 'a'; c <= 'z'; c++) TOKEN[c] = TOKEN[c - 32] = true;
    for (char c : "!#$%&'*+-.^_`|~".toCharArray()) TOKEN[c] = true;
  }

  /// Returns the eight bytes at `at` as they lie in memory, the first one lowest.
  static long eight(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  /// Returns where the first control character (below 0x20, or 0x7F) stands, or `to`.
  static int control(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at += 8) {
      long word = eight(bytes, at);
      // A borrow can only come from a hit further down, so the lowest mark is always right.
      long marks = ((word - SPACES) | ((word ^ DELS) - ONES)) & ~word & HIGH;
      if (marks != 0) return Math.min(to, at + (Long.numberOfTrailingZeros(marks) >> 3));
    }
    return to;
  }

  /// Returns where the first octet that no token holds stands, or `to`.
  static int tokenEnd(byte[] bytes, int from, int to) {
    int at = wordEnd(bytes, from, to);
    while (at < to && TOKEN[bytes[at] & 0xFF]) at++;
    return at;
  }

  /// Returns where letters and hyphens end, or `to`: few names hold anything else.
  private static int wordEnd(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at += 8) {
      long word = eight(bytes, at);
      long low = (word | SPACES) & ~HIGH;
      long letters = (low + FROM_A) & ~(low + BEYOND_Z);
      long hyphens = ~(((word ^ HYPHENS) & ~HIGH) + ~HIGH);
      long others = (~(letters | hyphens) | word) & HIGH;
      if (others != 0) return Math.min(to, at + (Long.numberOfTrailingZeros(others) >> 3));
    }
    return to;
  }

  static boolean isSpace(int octet) {
    return octet == SP || octet == HT;
  }

  static boolean isDigit(int octet) {
    return octet >= '0' && octet <= '9';
  }

  /// Returns where the white space that starts at `from` ends, or `to`.
  static int spaceEnd(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && isSpace(bytes[at])) at++;
    return at;
  }

  /// Returns where the list member that starts at `from` ends: at a comma, or at `to`.
  static int memberEnd(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != ',') at++;
    return at;
  }

  /// Returns the end of what remains between `from` and `to` without white space behind it.
  static int trimmedEnd(byte[] bytes, int from, int to) {
    int end = to;
    while (end > from && isSpace(bytes[end - 1])) end--;
    return end;
  }

  /// Returns where the LF of the line end that starts at `at` stands, or [#CUT], or [#BARE].
  static int lineFeed(byte[] bytes, int at, int filled) {
    int next = at;
    int last = Math.min(filled, at + MAX_RETURNS);
    while (next < last && bytes[next] == CR) next++;
    if (next == filled) return CUT;
    return bytes[next] == LF ? next : BARE;
  }

  /// True if the bytes between `from` and `to` are `lower`, in any case.
  static boolean same(byte[] bytes, int from, int to, byte[] lower) {
    if (to - from != lower.length) return false;
    for (int i = 0; i < lower.length; i++) {
      if (lowered(bytes[from + i]) != lower[i]) return false;
    }
    return true;
  }

  static int lowered(int octet) {
    return octet >= 'A' && octet <= 'Z' ? octet + 32 : octet;
  }

  private Scan() {}
}
