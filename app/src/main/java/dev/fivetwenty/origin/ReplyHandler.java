package dev.fivetwenty.origin;

import dev.fivetwenty.origin.tape.ReplyReaders;
import dev.fivetwenty.wire.Request;
import dev.fivetwenty.wire.ResponseReader;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLException;

/// Feeds the reply bytes of a connection to its reader and passes on what that says.
///
/// Between exchanges an [Idle] watcher is told instead. Confined to the event loop.
final class ReplyHandler extends ChannelInboundHandlerAdapter {

  /// Is told what disturbs an idle connection.
  interface Idle {
    /// Takes over the buffer.
    void unsolicited(ByteBuf bytes);

    void closed();
  }

  /// Of a connection that is no longer wanted.
  static final Idle NOBODY =
      new Idle() {
        @Override
        public void unsolicited(ByteBuf bytes) {
          bytes.release();
        }

        @Override
        public void closed() {}
      };

  private ReplyReaders readers;
  private Request request;
  /// Lent when the first byte of a reply comes.
  private ResponseReader reader;
  private ReplyListener listener;
  private Idle idle;
  private long offset;
  private long start;
  private boolean ended;
  private boolean closeNotified;

  /// Starts the reply to `asked` on this connection.
  void begin(ReplyReaders by, Request asked, ReplyListener to) {
    giveReaderBack();
    readers = by;
    request = asked;
    start = offset;
    listener = to;
    idle = null;
    ended = false;
  }

  void rest(Idle watcher) {
    listener = null;
    idle = watcher;
  }

  /// Returns what reads the reply, or has read the last one.
  ResponseReader reader() {
    if (reader == null) reader = readers.lend(request, start);
    return reader;
  }

  /// Says that nothing is asked any more of the reply that was read last; does nothing once the next has begun.
  void forgetReply() {
    if (listener == null) giveReaderBack();
  }

  private void giveReaderBack() {
    if (reader != null) readers.giveBack(reader);
    reader = null;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    ByteBuf bytes = (ByteBuf) msg;
    offset += bytes.readableBytes();
    if (idle != null) {
      idle.unsolicited(bytes);
      return;
    }
    try {
      if (listener != null) feed(bytes);
    } finally {
      bytes.release();
    }
  }

  private void feed(ByteBuf bytes) {
    ReplyListener told = listener;
    told.received(bytes);
    try {
      read(bytes);
    } finally {
      told.settled();
    }
  }

  private void read(ByteBuf bytes) {
    ByteBuffer input = bytes.nioBuffer();
    int shift = bytes.readerIndex() - input.position();
    boolean more = true;
    while (more && listener != null) {
      switch (reader().read(input)) {
        case NEED_MORE -> more = false;
        case INTERIM_HEAD -> listener.interimHead(reader);
        case FINAL_HEAD -> listener.finalHead(reader);
        case CONTENT -> content(bytes, shift);
        case COMPLETE -> more = end(true, input);
        case REFUSED -> listener.refused();
        case REJECTED -> more = end(false, input);
      }
    }
  }

  /// @param shift from an index in the reader's input to the same byte's in the buffer
  private void content(ByteBuf bytes, int shift) {
    int from = reader.contentStart();
    listener.content(bytes, from + shift, reader.contentEnd() - from);
  }

  private boolean end(boolean complete, ByteBuffer input) {
    if (ended) return false;
    ended = true;
    listener.ended(complete);
    // What follows the message is counted by the reader as excess.
    return complete && input.hasRemaining();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (listener != null) listener.drained();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (listener != null && ctx.channel().isWritable()) listener.writable();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) gone();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    gone();
  }

  /// The peer ended TLS in order, so no more bytes come.
  void closeNotified() {
    closeNotified = true;
    gone();
  }

  boolean isCloseNotified() {
    return closeNotified;
  }

  /// Our side answered what it read with an alert: with a close if that was a close, else with a
  /// complaint.
  void alertSent() {
    if (closeNotified) return;
    if (listener != null) listener.failed(new SSLException("a record was refused"));
    else gone();
  }

  private void gone() {
    if (listener != null) listener.lost();
    else if (idle != null) idle.closed();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
    boolean ofTransport = thrown instanceof IOException && !(thrown instanceof SSLException);
    if (listener == null || ofTransport) gone();
    else listener.failed(thrown);
  }
}
