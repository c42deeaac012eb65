package dev.fivetwenty.edge.copy;

import dev.fivetwenty.archive.Content;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;

/// Sends content that is on the disk, a piece at a time, as fast as the client takes it. Read on a thread of
/// its own; else confined to the event loop.
public final class CopyStream {

  private static final int PIECE = 256 << 10;

  private final EventLoop events;
  private final Content content;
  private final long to;
  private final Sink sink;
  private long at;
  private boolean reading;
  private boolean closed;

  /// Takes the pieces.
  public interface Sink {

    /// Takes a piece over; returns whether it takes another one now. If not, [#next] is called later.
    boolean piece(byte[] bytes);

    void done();

    void failed();
  }

  /// @param content is closed with this
  public CopyStream(EventLoop events, Content content, long from, long to, Sink sink) {
    this.events = events;
    this.content = content;
    this.at = from;
    this.to = to;
    this.sink = sink;
  }

  /// Reads on, unless that is under way.
  public void next() {
    if (reading || closed) return;
    if (at == to) {
      close();
      sink.done();
      return;
    }
    reading = true;
    Thread.ofVirtual().name("kept copy").start(this::read);
  }

  private void read() {
    byte[] bytes = new byte[(int) Math.min(PIECE, to - at)];
    try {
      content.read(at, ByteBuffer.wrap(bytes));
    } catch (IOException e) {
      bytes = null;
    }
    byte[] got = bytes;
    try {
      events.execute(() -> arrived(got));
    } catch (RejectedExecutionException e) {
      // The edge has stopped.
      content.close();
    }
  }

  private void arrived(byte[] bytes) {
    reading = false;
    if (closed) {
      content.close();
    } else if (bytes == null) {
      close();
      sink.failed();
    } else {
      at += bytes.length;
      if (sink.piece(bytes) || at == to) next();
    }
  }

  /// Sends no more. Does nothing the second time.
  public void close() {
    if (closed) return;
    closed = true;
    if (!reading) content.close();
  }
}
