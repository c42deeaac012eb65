package dev.fivetwenty.edge.exchange;

import dev.fivetwenty.origin.Forwarding;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/// What an origin was sent of a request, kept as long as it may have to be sent again. Confined to
/// the event loop.
final class SentRequest {

  /// Bytes of content that are kept; a request with more is sent once.
  static final int MOST_CONTENT = 64 * 1024;

  private ByteBuf head;
  private final List<ByteBuf> pieces = new ArrayList<>(0);
  private int contentBytes;
  private boolean whole = true;

  /// Takes a head over.
  void head(ByteBuf bytes) {
    head = bytes;
  }

  boolean hasHead() {
    return head != null;
  }

  /// Remembers a piece that is being sent; its bytes are shared, not copied.
  void add(ByteBuf piece) {
    if (!whole) return;
    contentBytes += piece.readableBytes();
    if (contentBytes > MOST_CONTENT) forgetContent();
    else pieces.add(piece.retainedDuplicate());
  }

  /// Returns whether everything that was sent is still there.
  boolean isReplayable() {
    return head != null && whole;
  }

  /// Writes everything so far.
  void writeTo(Forwarding attempt) {
    attempt.write(head.retainedDuplicate());
    for (ByteBuf piece : pieces) attempt.write(piece.retainedDuplicate());
  }

  private void forgetContent() {
    whole = false;
    pieces.forEach(ByteBuf::release);
    pieces.clear();
  }

  /// Says that it will not be sent again.
  void release() {
    forgetContent();
    if (head != null) head.release();
    head = null;
  }
}
