package dev.fivetwenty.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Keeps the bytes of one head (or one trailer section) in an array of its own.
///
/// The array doubles as needed. The limits of the profile bound it: reading stops within one slice of them, so that it
/// stays under twice their sum. The room of an unusually large head is given back when the next one begins: connections
/// are many, and most of them rest.
final class HeadBuffer {

  /// Bytes taken from the input at once: a typical head fits, and little content is copied with it.
  private static final int SLICE = 2048;

  /// Room that stays for the next head.
  private static final int KEPT = 2 * (SLICE + Scan.SLACK);

  private static final int LEAST = 512;

  /// Never written to, since each byte needs the slack behind it.
  private static final byte[] NONE = new byte[Scan.SLACK];

  /// Few messages have trailers, so the room is taken when there is something to keep.
  private byte[] bytes = NONE;
  private int filled;
  private int sliceStart;
  private long offset;

  /// Returns the most room that can be taken where reading stops within a slice of `limit` bytes.
  static long most(int limit) {
    return 2L * (limit + SLICE + Scan.SLACK);
  }

  /// Forgets what was kept; the next byte stands at `offset` of the connection.
  void begin(long newOffset) {
    if (bytes.length > KEPT) bytes = NONE;
    filled = sliceStart = 0;
    offset = newOffset;
  }

  byte[] bytes() {
    return bytes;
  }

  /// Returns how much room was taken, if it is more than stays for the next head; else 0.
  int largeRoom() {
    return bytes.length > KEPT ? bytes.length : 0;
  }

  int filled() {
    return filled;
  }

  int octet(int at) {
    return bytes[at] & 0xFF;
  }

  long offsetOf(int at) {
    return offset + at;
  }

  /// Takes the next slice of `input`, or returns false when there is none.
  boolean fill(ByteBuffer input) {
    int taken = Math.min(input.remaining(), SLICE);
    if (taken == 0) return false;
    if (filled + taken + Scan.SLACK > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, room(filled + taken)));
    }
    input.get(bytes, filled, taken);
    sliceStart = filled;
    filled += taken;
    return true;
  }

  private static int room(int filled) {
    return Math.max(LEAST, filled) + Scan.SLACK;
  }

  /// Returns to `input` the bytes of the last slice from `end` on: they are not part of the head.
  void giveBack(ByteBuffer input, int end) {
    int kept = Math.max(end, sliceStart);
    input.position(input.position() - (filled - kept));
    filled = kept;
  }
}
