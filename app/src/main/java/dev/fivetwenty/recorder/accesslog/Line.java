package dev.fivetwenty.recorder.accesslog;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;

/// Lines that wait to be written: bytes in an array that grows, with the ways to add to it.
///
/// As long as the lines of a record can be: every text of a record is bounded. Nothing is
/// allocated for a usual line.
final class Line {

  private static final byte[] UPPER = "0123456789ABCDEF".getBytes(US_ASCII);
  private static final byte[] LOWER = "0123456789abcdef".getBytes(US_ASCII);
  private static final boolean[] PLAIN = new boolean[256];

  private static final int NANOS_PER_MICRO = 1000;
  private static final int MICRO_DIGITS = 6;

  /// Powers of ten, as many as there are.
  private static final long[] TENS = new long[19];

  static {
    TENS[0] = 1;
    for (int i = 1; i < TENS.length; i++) TENS[i] = 10 * TENS[i - 1];
    for (int b = 0x20; b < 0x7F; b++) PLAIN[b] = b != '"' && b != '\\';
  }

  private byte[] bytes;
  private int length;
  private final CharsetDecoder decoder =
      UTF_8.newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final CharBuffer decoded = CharBuffer.allocate(64);

  Line(int initially) {
    bytes = new byte[initially];
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  /// Removes the first `count` bytes.
  void removeFirst(int count) {
    System.arraycopy(bytes, count, bytes, 0, length - count);
    length -= count;
  }

  private void room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }

  Line put(byte[] source) {
    return put(source, 0, source.length);
  }

  Line put(byte[] source, int from, int to) {
    room(to - from);
    System.arraycopy(source, from, bytes, length, to - from);
    length += to - from;
    return this;
  }

  Line put(char ascii) {
    room(1);
    bytes[length++] = (byte) ascii;
    return this;
  }

  Line number(long value) {
    if (value >= 0) return padded(value, width(value));
    put('-');
    return value == Long.MIN_VALUE ? ascii("9223372036854775808") : number(-value);
  }

  private static int width(long value) {
    int width = 1;
    while (width < TENS.length && value >= TENS[width]) width++;
    return width;
  }

  /// Adds a number with zeros in front of it.
  Line padded(long value, int width) {
    room(width);
    for (int i = width - 1; i >= 0; i--) {
      bytes[length + i] = (byte) ('0' + value % 10);
      value /= 10;
    }
    length += width;
    return this;
  }

  /// Adds nanoseconds as seconds with six decimals.
  Line seconds(long nanos) {
    long micros = nanos / NANOS_PER_MICRO;
    return number(micros / 1_000_000).put('.').padded(micros % 1_000_000, MICRO_DIGITS);
  }

  /// Adds 16 hexadecimal digits, lower case.
  Line hex(long value) {
    room(Long.SIZE / 4);
    for (int shift = Long.SIZE - 4; shift >= 0; shift -= 4) {
      bytes[length++] = LOWER[(int) (value >>> shift) & 0xF];
    }
    return this;
  }

  /// Adds what a peer sent as nginx does: `\xNN` for all but printable ASCII, and for `"` and `\`.
  Line escaped(byte[] source, int from, int to) {
    int i = from;
    while (true) {
      int end = plainUntil(source, i, to);
      put(source, i, end);
      if (end == to) return this;
      octet(source[end]);
      i = end + 1;
    }
  }

  /// Returns where a run of bytes ends that need no escape: nearly always at `to`.
  private static int plainUntil(byte[] source, int from, int to) {
    int i = from;
    while (i < to && PLAIN[source[i] & 0xFF]) i++;
    return i;
  }

  private void octet(byte b) {
    room(4);
    bytes[length++] = '\\';
    bytes[length++] = 'x';
    bytes[length++] = UPPER[b >> 4 & 0xF];
    bytes[length++] = UPPER[b & 0xF];
  }

  /// Adds what a peer sent as the inside of a JSON string, all ASCII.
  ///
  /// Text in UTF-8 reads back as that text. A byte that is no UTF-8, and the backslash, reads back
  /// as `\xNN`, so that nothing which was sent reads back the same as something else.
  Line json(byte[] source, int from, int to) {
    int i = from;
    while (true) {
      int end = plainUntil(source, i, to);
      put(source, i, end);
      if (end == to) return this;
      if (source[end] < 0) {
        i = beyondAscii(source, end, to);
      } else {
        jsonEscape(source[end]);
        i = end + 1;
      }
    }
  }

  private void jsonEscape(byte b) {
    if (b == '"') put('\\').put('"');
    else if (b == '\\') jsonOctet(b);
    else unit((char) b);
  }

  private void jsonOctet(byte b) {
    put('\\');
    octet(b);
  }

  private void unit(char c) {
    put('\\').put('u');
    room(4);
    for (int shift = 12; shift >= 0; shift -= 4) bytes[length++] = LOWER[c >> shift & 0xF];
  }

  /// Adds the run of bytes above 0x7F at `from` and returns where it ends.
  private int beyondAscii(byte[] source, int from, int to) {
    int end = from;
    while (end < to && source[end] < 0) end++;
    var run = ByteBuffer.wrap(source, from, end - from);
    while (run.hasRemaining()) {
      decoder.reset();
      var result = decoder.decode(run, decoded.clear(), true);
      decoded.flip();
      while (decoded.hasRemaining()) unit(decoded.get());
      if (result.isError()) {
        for (int bad = result.length(); bad > 0; bad--) jsonOctet(run.get());
      }
    }
    return end;
  }

  /// Adds text of our own, or of the configuration, as the inside of a JSON string.
  Line json(String text) {
    int plain = 0;
    while (plain < text.length() && isPlain(text.charAt(plain))) plain++;
    if (plain == text.length()) return ascii(text);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isPlain(c)) put(c);
      else if (c == '"' || c == '\\') put('\\').put(c);
      else unit(c);
    }
    return this;
  }

  private static boolean isPlain(char c) {
    return c < PLAIN.length && PLAIN[c];
  }

  /// Adds ASCII text of our own as it is.
  Line ascii(String text) {
    int count = text.length();
    room(count);
    byte[] to = bytes;
    int at = length;
    for (int i = 0; i < count; i++) to[at + i] = (byte) text.charAt(i);
    length += count;
    return this;
  }
}
