package dev.fivetwenty.edge.exchange;

import dev.fivetwenty.edge.head.Octets;
import dev.fivetwenty.edge.head.ResponseEdit;
import dev.fivetwenty.edge.head.ResponseEdit.Delimited;
import dev.fivetwenty.wire.FieldLines;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/// Writes one response to a client: head, content in the framing that the client understands, end.
///
/// Small content is copied behind the head, so that a short response is one write; other content is
/// passed on where it lies. Confined to the event loop.
final class Relay {

  /// Content up to this length is copied: cheaper than one more buffer to write.
  private static final int COPIED = 4096;

  private final ClientConnection client;
  private final ByteBufAllocator alloc;
  private ByteBuf pending;
  private Delimited delimited;
  private boolean committed;
  private boolean chunkOpen;
  /// Something of the final response was.
  private boolean written;
  private long bytes;
  private long headBytes;

  Relay(ClientConnection client) {
    this.client = client;
    this.alloc = client.context().alloc();
  }

  /// Takes an interim head over, and sends it.
  void interim(ByteBuf head) {
    bytes += head.readableBytes();
    client.write(head);
    client.flush();
  }

  /// Takes the final head over.
  void head(ByteBuf head, Delimited how) {
    committed = true;
    headBytes = head.readableBytes();
    pending = head;
    delimited = how;
  }

  /// Returns whether there is a final head of the origin, so that nothing else can be said any more.
  boolean isCommitted() {
    return committed;
  }

  /// Drops the final head and what came behind it, if nothing of them was written yet.
  void takeBack() {
    if (written || pending == null) return;
    release();
    headBytes = 0;
    committed = false;
  }

  /// Passes on `length` bytes of content from index `from` on; valid during the call is enough.
  void content(ByteBuf content, int from, int length) {
    if (delimited == Delimited.BODYLESS) return;
    boolean chunked = delimited == Delimited.BY_CHUNKS;
    if (chunked) chunkLine(length);
    if (pending != null && length <= COPIED) {
      pending.writeBytes(content, from, length);
    } else {
      write();
      bytes += length;
      client.write(content.retainedSlice(from, length));
    }
  }

  private void chunkLine(int length) {
    if (pending == null) pending = alloc.directBuffer(32);
    if (chunkOpen) pending.writeBytes(Octets.CRLF);
    Octets.hex(length, pending);
    pending.writeBytes(Octets.CRLF);
    chunkOpen = true;
  }

  /// Takes a response over that is complete.
  ///
  /// @param content how many of its bytes are content
  void whole(ByteBuf response, int content) {
    headBytes = response.readableBytes() - content;
    raw(response);
  }

  /// Bytes of a tunnel: as they are, taken over.
  void raw(ByteBuf content) {
    write();
    bytes += content.readableBytes();
    client.write(content);
  }

  /// Sends what there is.
  void flush() {
    write();
    client.flush();
  }

  /// Ends the response as its framing demands; the caller flushes.
  void end(FieldLines trailers, ResponseEdit edit) {
    if (delimited == Delimited.BY_CHUNKS) {
      if (pending == null) pending = alloc.directBuffer(64);
      if (chunkOpen) pending.writeBytes(Octets.CRLF);
      pending.writeBytes(Octets.LAST_CHUNK);
      if (trailers != null && trailers.fieldCount() > 0) edit.trailers(trailers, pending);
      pending.writeBytes(Octets.CRLF);
    }
    write();
  }

  /// Writes what there is; the caller flushes.
  void write() {
    if (pending == null) return;
    written = true;
    bytes += pending.readableBytes();
    client.write(pending);
    pending = null;
  }

  /// Drops what was not written yet.
  void release() {
    if (pending != null) pending.release();
    pending = null;
  }

  /// Returns the bytes written for the client, interim heads and framing included.
  long bytes() {
    return bytes;
  }

  long bodyBytes() {
    return Math.max(0, bytes - headBytes);
  }

  /// Returns whether only a reset shows that the response is not whole. Where a last chunk is
  /// missing, a close shows it, too.
  boolean endsByReset() {
    return delimited != Delimited.BY_CHUNKS;
  }
}
