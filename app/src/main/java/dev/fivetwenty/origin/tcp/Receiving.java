package dev.fivetwenty.origin.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.socket.ChannelInputShutdownEvent;

/// Reads a socket whose events are told once: remembers whether there may be more than was read, and
/// goes on when it is wanted. Confined to the event loop.
final class Receiving {

  /// Reads in a row before others have their turn.
  private static final int MAX_READS = 16;

  private final TcpChannel channel;
  private final TcpSocket socket;
  private final Runnable turn = this::handOn;
  /// There may be something to read: it was told, and no call has come back without since.
  private boolean mayHaveMore;
  /// The peer has ended its side: what it has sent is read to the end, of which nothing more is told.
  private boolean hungUp;
  /// Both sides are over.
  private boolean broken;
  /// The next bytes are wanted, whether or not the channel reads by itself.
  private boolean wanted;
  /// Read, and not handed on yet.
  private ByteBuf held;
  private boolean atEnd;
  private Throwable failure;
  /// Nothing more will be read: the end was told, or the channel is closed.
  private boolean isOver;
  private boolean isHandingOn;
  /// What is left will be told anew, in its turn.
  private boolean isAsked;

  Receiving(TcpChannel channel, TcpSocket socket) {
    this.channel = channel;
    this.socket = socket;
  }

  void want() {
    wanted = true;
    if (mayHaveMore) readLater();
  }

  void wantNoMore() {
    wanted = false;
  }

  private boolean isWanted() {
    return wanted || broken || channel.config().isAutoRead();
  }

  void stop() {
    isOver = true;
    if (held != null) held.release();
    held = null;
  }

  boolean isOver() {
    return isOver;
  }

  /// There is something to read.
  ///
  /// @param end   and an end behind it: when that is told first, one reading is made even if none is wanted
  /// @param error the connection is broken: what is left is read until that shows
  void told(boolean end, boolean error) {
    boolean isNews = end && !hungUp;
    isAsked = false;
    mayHaveMore = true;
    hungUp |= end;
    broken |= error;
    if (isOver || isHandingOn || held != null || !isNews && !isWanted()) return;
    var sizes = sizes();
    sizes.reset(channel.config());
    receive(sizes);
    // What counts is the memory, not how much of it came to be used.
    boolean waits = held != null && !end && held.capacity() <= Round.SMALL;
    if (waits) channel.rounds().handing().add(turn);
    else handOn();
  }

  /// Reads on once others were heard: a task of the loop would come before them.
  private void readLater() {
    if (isAsked || isHandingOn || isOver) return;
    isAsked = true;
    channel.tellAgain();
  }

  private RecvByteBufAllocator.ExtendedHandle sizes() {
    return (RecvByteBufAllocator.ExtendedHandle) channel.unsafe().recvBufAllocHandle();
  }

  /// Reads once.
  private void receive(RecvByteBufAllocator.ExtendedHandle sizes) {
    ByteBuf bytes = null;
    int room = 0;
    int read = 0;
    try {
      bytes = sizes.allocate(channel.alloc());
      room = bytes.writableBytes();
      sizes.attemptedBytesRead(room);
      read = socket.receive(bytes);
      sizes.lastBytesRead(read);
    } catch (Throwable e) {
      // Memory, too, may be lacking, and the loop must not end with that.
      failure = e;
    }
    if (read > 0) held = bytes;
    else if (bytes != null) bytes.release();
    atEnd |= read < 0;
    // Without bytes and without an end, what was told was of a closed socket that had the same number.
    if (read == 0 && failure == null) hungUp = broken = false;
    // What comes after less than was asked for is told anew, but for an end that was told already.
    if (read <= 0 || read < room && !hungUp) mayHaveMore = false;
  }

  /// Hands on what was read, and reads and hands on more as long as there is some and it is wanted.
  private void handOn() {
    if (isOver) return;
    RecvByteBufAllocator.ExtendedHandle sizes = sizes();
    ChannelPipeline pipeline = channel.pipeline();
    isHandingOn = true;
    try {
      for (int reads = 1; held != null; reads++) {
        ByteBuf bytes = held;
        held = null;
        wanted = false;
        sizes.incMessagesRead(1);
        pipeline.fireChannelRead(bytes);
        if (reads < MAX_READS && mayHaveMore && !isOver && isWanted()) receive(sizes);
      }
      sizes.readComplete();
      pipeline.fireChannelReadComplete();
      if (atEnd || failure != null) end(pipeline);
    } finally {
      isHandingOn = false;
    }
    if (mayHaveMore && isWanted()) readLater();
  }

  private void end(ChannelPipeline pipeline) {
    if (isOver) return;
    if (failure != null) pipeline.fireExceptionCaught(failure);
    if (isOver) return;
    isOver = true;
    if (channel.config().isAllowHalfClosure()) {
      pipeline.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
    } else {
      channel.unsafe().close(channel.voidPromise());
    }
  }
}
