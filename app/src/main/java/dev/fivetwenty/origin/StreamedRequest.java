package dev.fivetwenty.origin;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import java.util.ArrayDeque;

/// A request that comes piece by piece, and waits for the connection if need be. Confined to the
/// event loop.
///
/// Who writes asks [#isWritable] first: pieces that nobody asked for wait in memory.
final class StreamedRequest implements Outgoing, ChannelFutureListener {

  private static final int FEW_PIECES = 8;

  private final ArrayDeque<ByteBuf> waiting = new ArrayDeque<>(2);
  /// Lengths of the pieces that the transport has, in order: writes complete in order.
  private int[] lengths = new int[FEW_PIECES];
  private int firstLength;
  private int lengthCount;

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
    remember(piece.readableBytes());
    channel.write(piece).addListener(this);
  }

  private void remember(int length) {
    if (lengthCount == lengths.length) {
      int[] larger = new int[2 * lengthCount];
      for (int i = 0; i < lengthCount; i++) larger[i] = lengths[(firstLength + i) % lengthCount];
      lengths = larger;
      firstLength = 0;
    }
    lengths[(firstLength + lengthCount++) % lengths.length] = length;
  }

  @Override
  public void operationComplete(ChannelFuture done) {
    int length = lengths[firstLength];
    firstLength = (firstLength + 1) % lengths.length;
    lengthCount--;
    if (done.isSuccess()) written += length;
    if (over) return;
    if (!done.isSuccess()) {
      stop();
      progress.writeFailed(done.cause());
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
