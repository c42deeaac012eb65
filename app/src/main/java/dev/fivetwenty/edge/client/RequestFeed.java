package dev.fivetwenty.edge.client;

import dev.fivetwenty.origin.socket.BufferQueue;
import dev.fivetwenty.wire.FieldLines;
import dev.fivetwenty.wire.RequestIndex;
import dev.fivetwenty.wire.RequestReader;
import dev.fivetwenty.wire.Violation;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/// The requests of one connection, one after another: what has come and nobody has read yet, on its way through the
/// reader. Owns the bytes it holds. Confined to the event loop.
public final class RequestFeed {

  /// Takes what was read.
  public interface Taker {
    /// @param bytes  the event came from; the feed's own, and only for the time of the call
    /// @param from   index of the content in `bytes`
    /// @param length of the content
    void take(RequestReader.Event event, ByteBuf bytes, int from, int length);
  }

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final long NEVER = -1;

  /// Content type of the first record of a TLS connection, RFC 8446 §5.1.
  private static final int TLS_HANDSHAKE = 22;

  private final BufferQueue held = new BufferQueue();
  private final RequestReaders readers;
  private final Taker taker;
  private final LargeHeads large;
  private final Runnable noRoom;
  /// Null as long as nothing of a request has come.
  private RequestReader reader;
  /// What of the request at hand is counted there.
  private int largeBytes;
  private long start;
  private long began = NEVER;

  /// @param noRoom is told, at any time, that the request at hand takes memory that others need: it is not read on
  public RequestFeed(RequestReaders readers, LargeHeads large, Taker taker, Runnable noRoom) {
    this.readers = readers;
    this.large = large;
    this.taker = taker;
    this.noRoom = noRoom;
  }

  /// Lets the next request begin: of the one at hand nothing is asked any more.
  public void next() {
    forget();
    began = NEVER;
  }

  public void add(ByteBuf bytes) {
    held.add(bytes);
  }

  public boolean isEmpty() {
    return held.isEmpty();
  }

  /// Reads one event and returns whether there may be another.
  public boolean step() {
    ByteBuf bytes = held.peek();
    if (bytes == null) return false;
    if (reader == null) reader = readers.lend(start);
    int from = bytes.readerIndex();
    ByteBuffer input = bytes.internalNioBuffer(from, bytes.readableBytes());
    int base = input.position() - from;
    RequestReader.Event event = reader.read(input);
    int contentStart = reader.contentStart() - base;
    int contentLength = reader.contentEnd() - reader.contentStart();
    bytes.readerIndex(input.position() - base);
    if (!bytes.isReadable()) held.poll();
    try {
      if (hasRoom(event)) taker.take(event, bytes, contentStart, contentLength);
    } finally {
      if (!bytes.isReadable()) bytes.release();
    }
    return true;
  }

  private boolean hasRoom(RequestReader.Event event) {
    int before = largeBytes;
    largeBytes = reader.largeBytes();
    return largeBytes == 0 || large.take(this, largeBytes - before, event != RequestReader.Event.NEED_MORE);
  }

  void giveUp() {
    noRoom.run();
    release();
  }

  private void forget() {
    if (reader == null) return;
    start = reader.offset();
    readers.giveBack(reader);
    reader = null;
    if (largeBytes == 0) return;
    large.leave(this, largeBytes);
    largeBytes = 0;
  }

  /// True if nothing of the request at hand has come but empty lines.
  public boolean isIdle() {
    return reader == null || reader.isIdle();
  }

  /// Returns whether the content that was read last is the end of its request. Only content of a known length ends with
  /// its last byte.
  public boolean isAtEnd() {
    return reader.read(NOTHING) == RequestReader.Event.COMPLETE;
  }

  public RequestIndex head() {
    return reader.head();
  }

  public FieldLines trailers() {
    return reader.trailers();
  }

  /// Returns why the request was refused.
  public Violation rejection() {
    return reader.rejection().orElseThrow();
  }

  /// Returns whether the request was refused because it is TLS, for which the port is not.
  public boolean isTls() {
    Violation violation = rejection();
    return violation.offset() == 0 && violation.octet() == TLS_HANDSHAKE;
  }

  /// Notes that the head of the request at hand does not come at once.
  public void waits(long nanos) {
    if (began == NEVER) began = nanos;
  }

  /// Returns when the first byte of the request came whose head is whole or refused now.
  public long began(long nanos) {
    return began == NEVER ? nanos : began;
  }

  /// Returns the offset of the first byte of the request at hand.
  public long start() {
    return start;
  }

  /// Returns the offset behind the last byte that was read.
  public long offset() {
    return reader == null ? start : reader.offset();
  }

  /// Hands over what is held, unread.
  public void drain(Consumer<ByteBuf> to) {
    for (ByteBuf bytes = held.poll(); bytes != null; bytes = held.poll()) to.accept(bytes);
  }

  /// Says that no more is read.
  public void release() {
    drain(ByteBuf::release);
    forget();
  }
}
