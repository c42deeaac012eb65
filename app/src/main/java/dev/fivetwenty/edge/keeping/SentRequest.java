package dev.fivetwenty.edge.keeping;

import dev.fivetwenty.origin.Forwarding;
import dev.fivetwenty.origin.tape.Tape;
import dev.fivetwenty.origin.tape.Tapes;
import dev.fivetwenty.recorder.KeptBytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.ArrayList;
import java.util.List;

/// What an origin was sent of a request: all of it as long as it may have to be sent again, and in
/// any case as much as the recorder may want. Confined to the event loop.
public final class SentRequest {

  /// Bytes of content that are kept; a request with more is sent once.
  public static final int MOST_CONTENT = 64 * 1024;

  /// Null where nothing is recorded.
  private final Tapes tapes;
  private ByteBuf head;
  /// A list of its own once there is content.
  private List<ByteBuf> pieces = List.of();
  private int contentBytes;
  private boolean whole = true;
  /// Of the content with its framing; null as long as there is none.
  private Tape tape;

  public SentRequest(Tapes tapes) {
    this.tapes = tapes;
  }

  /// Takes a head over.
  public void head(ByteBuf bytes) {
    head = bytes;
  }

  public boolean hasHead() {
    return head != null;
  }

  /// Remembers content that is being sent; its bytes are shared, not copied.
  public void content(ByteBuf piece) {
    if (tapes != null) {
      long from = tape().total();
      tape.content(from, from + piece.readableBytes());
    }
    add(piece);
  }

  /// Remembers what frames content likewise.
  public void framing(ByteBuf piece) {
    add(piece);
  }

  private void add(ByteBuf piece) {
    if (tapes != null) tape().add(piece);
    if (!whole) return;
    contentBytes += piece.readableBytes();
    if (contentBytes > MOST_CONTENT) {
      forgetContent();
      return;
    }
    if (pieces.isEmpty()) pieces = new ArrayList<>();
    pieces.add(piece.retainedDuplicate());
  }

  private Tape tape() {
    if (tape == null) {
      tape = tapes.take();
      tape.headEnds(0);
    }
    return tape;
  }

  public boolean hasContent() {
    return contentBytes > 0;
  }

  /// Returns whether everything that was sent is still there.
  public boolean isReplayable() {
    return head != null && whole;
  }

  /// Writes everything so far.
  public void writeTo(Forwarding attempt) {
    attempt.write(head.retainedDuplicate());
    for (ByteBuf piece : pieces) attempt.write(piece.retainedDuplicate());
  }

  /// Says that it will not be sent again.
  public void forgetContent() {
    whole = false;
    if (pieces.isEmpty()) return;
    pieces.forEach(ByteBuf::release);
    pieces = List.of();
  }

  /// Returns the first and last bytes of those that the system took.
  public KeptBytes kept(long taken) {
    if (head == null || taken == 0) return KeptBytes.NONE;
    byte[] bytes = ByteBufUtil.getBytes(head, head.readerIndex(), head.readableBytes());
    return TapedBytes.behind(bytes, tape, taken);
  }

  /// Says that nobody will ask any more.
  public void release() {
    forgetContent();
    if (head != null) head.release();
    head = null;
    if (tape != null) tapes.giveBack(tape);
    tape = null;
  }
}
