package dev.fivetwenty.archive;

import dev.fivetwenty.policy.alwaysonline.Copy;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// A copy whose content is still coming. Used by one thread, which never waits: small content is handed to
/// the writer when it is whole, larger content in pieces.
public final class Draft {

  private static final int FIRST = 4 << 10;
  private static final int PIECE = 64 << 10;
  private static final byte[] NOTHING = {};

  private final Writer writer;
  private byte[] piece = NOTHING;
  private int used;
  private Writing writing;
  private boolean over;

  Draft(Writer writer) {
    this.writer = writer;
  }

  /// Copies a piece of the content, and returns whether the copy can still become one: where the disk is
  /// slower than the origin, or too many come at once, it cannot.
  public boolean add(ByteBuffer bytes) {
    if (over) return false;
    while (bytes.hasRemaining()) {
      boolean room = used < piece.length || (used == PIECE ? handOver() : grow(bytes.remaining()));
      if (!room) {
        drop();
        return false;
      }
      int count = Math.min(piece.length - used, bytes.remaining());
      bytes.get(piece, used, count);
      used += count;
    }
    return true;
  }

  private boolean grow(int wanted) {
    int next = Math.min(PIECE, Math.max(Math.max(FIRST, 2 * used), used + wanted));
    if (!writer.lend(next - piece.length)) return false;
    piece = Arrays.copyOf(piece, next);
    return true;
  }

  /// The next piece takes the memory of this one, as far as it is counted here.
  private boolean handOver() {
    if (writing == null) writing = new Writing();
    if (!writer.take(writing, piece, used)) return false;
    piece = new byte[PIECE];
    used = 0;
    return true;
  }

  /// Says that the content is whole.
  ///
  /// @param copy without hash and length
  public void keep(Copy copy) {
    if (over) return;
    if (writing == null) writing = new Writing();
    writer.keep(writing, piece, used, copy);
    end();
  }

  /// Says that nothing is to become of it. Does nothing the second time.
  public void drop() {
    if (over) return;
    if (writing != null) writer.drop(writing);
    end();
  }

  private void end() {
    over = true;
    writer.giveBack(piece.length);
    piece = NOTHING;
  }
}
