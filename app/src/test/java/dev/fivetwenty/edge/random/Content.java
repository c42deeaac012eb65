package dev.fivetwenty.edge.random;

import java.util.Arrays;
import java.util.SplittableRandom;

/// Content that both sides know without being told: a stretch of the same random bytes, begun
/// elsewhere for each message.
///
/// @param from where it begins
record Content(int from, long size) {

  /// A prime, so that no loss of whole buffers or chunks looks right.
  private static final int PERIOD = 1_048_583;

  private static final byte[] BYTES = new byte[PERIOD];

  static {
    new SplittableRandom(520).nextBytes(BYTES);
  }

  static final Content NONE = new Content(0, 0);

  static Content drawn(SplittableRandom draws, long size) {
    return new Content(draws.nextInt(PERIOD), size);
  }

  /// Returns the bytes from `at` on, `length` of them.
  byte[] bytes(long at, int length) {
    var bytes = new byte[length];
    for (int done = 0; done < length; ) {
      int start = (int) ((from + at + done) % PERIOD);
      int run = Math.min(length - done, PERIOD - start);
      System.arraycopy(BYTES, start, bytes, done, run);
      done += run;
    }
    return bytes;
  }

  Check check() {
    return new Check();
  }

  /// Compares content that comes piece by piece with what it should be.
  final class Check {

    private long at;
    private long differsAt = -1;

    void take(byte[] bytes, int offset, int length) {
      if (differsAt < 0) compare(bytes, offset, length);
      at += length;
    }

    private void compare(byte[] bytes, int offset, int length) {
      for (int done = 0; done < length; ) {
        int start = (int) ((from + at + done) % PERIOD);
        int run = Math.min(length - done, PERIOD - start);
        int same =
            Arrays.mismatch(
                bytes, offset + done, offset + done + run, BYTES, start, start + run);
        if (same >= 0) {
          differsAt = at + done + same;
          return;
        }
        done += run;
      }
    }

    void demandWhole() {
      if (differsAt >= 0 && differsAt < size) {
        throw new Difference("content differs at byte " + differsAt);
      }
      if (at != size) throw new Difference("content has %d bytes, not %d".formatted(at, size));
    }
  }
}
