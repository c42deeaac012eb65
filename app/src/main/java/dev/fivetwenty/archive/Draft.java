package dev.fivetwenty.archive;

import dev.fivetwenty.policy.alwaysonline.Copy;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// A copy whose content is still coming. Used by one thread, which never waits: small content is handed to
/// the writer when it is whole, larger content in pieces.
public final class Draft {

  private static final int FIRST = 4 << 10;
  private static final int PIECE = 64 << 10;

  private final Writer writer;
  private byte[] piece = new byte[FIRST];
  private int used;
  private Writing writing;
  private boolean over;

  Draft(Writer writer) {
    this.writer = writer;
  }

  /// Copies a piece of the content, and returns whether the copy can still become one: where the disk is
  /// slower than the origin, it cannot.
  public boolean add(ByteBuffer bytes) {
    if (over) return false;
    while (bytes.hasRemaining()) {
      if (used == PIECE && !handOver()) {
        drop();
        return false;
      }
      if (used == piece.length) {
        piece = Arrays.copyOf(piece, Math.min(PIECE, Math.max(2 * used, used + bytes.remaining())));
      }
      int count = Math.min(piece.length - used, bytes.remaining());
      bytes.get(piece, used, count);
      used += count;
    }
    return true;
  }

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
    over = true;
    if (writing == null) writing = new Writing();
    writer.keep(writing, piece, used, copy);
    piece = null;
  }

  /// Says that nothing is to become of it. Does nothing the second time.
  public void drop() {
    if (over) return;
    over = true;
    if (writing != null) writer.drop(writing);
    piece = null;
  }
}
