package dev.fivetwenty.origin;

import dev.fivetwenty.origin.socket.BufferQueue;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/// A request that comes piece by piece, and waits for the connection if need be. Confined to the
/// event loop.
///
/// Who writes asks [#isWritable] first: pieces that nobody asked for wait in memory.
final class StreamedRequest implements Outgoing {

  private final BufferQueue waiting = new BufferQueue();
  private Channel channel;
  private Progress progress;
  private long queued;
  private long written;
  private boolean ended;
  private boolean expectant;
  private boolean over;

  /// Takes the next piece over.
  void write(ByteBuf piece) {
    queued += piece.readableBytes();
    expectant = false;
    if (over) piece.release();
    else if (channel == null) waiting.add(piece);
    else pass(piece);
  }

  /// Says that no more comes until the peer wants it, or whoever writes has waited long enough.
  void expect() {
    expectant = true;
  }

  /// Says that the last piece has come.
  void end() {
    ended = true;
    if (channel != null && !over && written == queued) progress.written(true);
  }

  void flush() {
    if (channel != null) channel.flush();
  }

  /// Returns whether more should come now.
  boolean isWritable() {
    return channel != null && channel.isWritable();
  }

  @Override
  public void start(Channel to, Progress told) {
    channel = to;
    progress = told;
    for (ByteBuf piece = waiting.poll(); piece != null; piece = waiting.poll()) send(piece);
    channel.flush();
    if (!over && written < queued) progress.writing();
  }

  private void pass(ByteBuf piece) {
    progress.writing();
    send(piece);
  }

  private void send(ByteBuf piece) {
    int length = piece.readableBytes();
    channel.write(piece).addListener(done -> taken(length, done.cause()));
  }

  private void taken(int length, Throwable failure) {
    if (failure == null) written += length;
    if (over) return;
    if (failure != null) {
      stop();
      progress.writeFailed(failure);
    } else if (written == queued) {
      progress.written(ended);
    } else {
      progress.writing();
    }
  }

  @Override
  public void stop() {
    over = true;
    for (ByteBuf piece = waiting.poll(); piece != null; piece = waiting.poll()) piece.release();
  }

  @Override
  public long total() {
    return ended || expectant ? queued : queued + 1;
  }

  @Override
  public long written() {
    return written;
  }

  @Override
  public boolean isWhole() {
    return ended && written == queued;
  }

  @Override
  public boolean isExpectant() {
    return expectant;
  }

  @Override
  public void wanted() {
    expectant = false;
  }
}
