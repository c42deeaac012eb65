package dev.fivetwenty.edge.client;

import dev.fivetwenty.wire.RequestReader;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/// What a client has sent and nobody has read yet, on its way through the reader. Owns the bytes it
/// holds. Confined to the event loop.
public final class RequestFeed {

  /// Takes what was read.
  public interface Taker {
    /// @param bytes  the event came from; the feed's own, and only for the time of the call
    /// @param from   index of the content in `bytes`
    /// @param length of the content
    void take(RequestReader.Event event, ByteBuf bytes, int from, int length);
  }

  private final ArrayDeque<ByteBuf> held = new ArrayDeque<>(2);
  private RequestReader reader;
  private final Taker taker;

  public RequestFeed(RequestReader reader, Taker taker) {
    this.reader = reader;
    this.taker = taker;
  }

  /// Has another reader read from here on.
  public void readBy(RequestReader other) {
    reader = other;
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
    int start = bytes.readerIndex();
    ByteBuffer input = bytes.internalNioBuffer(start, bytes.readableBytes());
    int base = input.position() - start;
    RequestReader.Event event = reader.read(input);
    int contentStart = reader.contentStart() - base;
    int contentLength = reader.contentEnd() - reader.contentStart();
    bytes.readerIndex(input.position() - base);
    if (!bytes.isReadable()) held.poll();
    try {
      taker.take(event, bytes, contentStart, contentLength);
    } finally {
      if (!bytes.isReadable()) bytes.release();
    }
    return true;
  }

  /// Hands over what is held, unread.
  public void drain(Consumer<ByteBuf> to) {
    for (ByteBuf bytes = held.poll(); bytes != null; bytes = held.poll()) to.accept(bytes);
  }

  public void release() {
    drain(ByteBuf::release);
  }
}
