package dev.fivetwenty.bench.soak;

import java.util.Arrays;
import java.util.Random;

/// Content that both sides can tell without sending it: slices of the same random bytes, begun elsewhere for each request.
final class Contents {

  static final int MOST = 1 << 20;

  private static final int BEGINS = 1 << 20;
  /// A prime, so that neighbouring requests begin far from each other.
  private static final int STEP = 7919;

  private static final byte[] BYTES = new byte[MOST + BEGINS];

  static {
    new Random(520).nextBytes(BYTES);
  }

  /// Content of one message, compared or written piece by piece.
  static final class Slice {

    private final int from;
    private final int size;
    private int at;
    private boolean isDifferent;

    private Slice(int from, int size) {
      this.from = from;
      this.size = size;
    }

    /// Compares what comes next.
    void take(byte[] bytes, int offset, int length) {
      boolean isSame =
          at + length <= size
              && Arrays.equals(bytes, offset, offset + length, BYTES, from + at, from + at + length);
      isDifferent |= !isSame;
      at += length;
    }

    boolean isWhole() {
      return !isDifferent && at == size;
    }

    /// True when something else came; a slice that is merely short is not different.
    boolean isDifferent() {
      return isDifferent;
    }

    byte[] bytes(int begin, int end) {
      return Arrays.copyOfRange(BYTES, from + begin, from + end);
    }

    int size() {
      return size;
    }
  }

  static Slice reply(int id, int size) {
    return new Slice((int) ((long) id * STEP % BEGINS), size);
  }

  static Slice upload(int id, int size) {
    return new Slice((int) (((long) id + 1) * STEP % BEGINS), size);
  }

  private Contents() {}
}
