package dev.fivetwenty.edge.tls;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;

/// Stands in front of TLS and holds back what a client sends behind a request that is being answered.
///
/// A client may end its half of a connection there (close_notify, RFC 8446 §6.1). BoringSSL takes that for the end of
/// both, and would encrypt no answer any more. Records are passed on one by one, since each may be the last of a
/// request. Confined to the event loop.
public final class RecordGate extends ChannelInboundHandlerAdapter {

  private static final int HEADER = 5;
  private static final int LENGTH_AT = 3;

  private static final int CHANGE_CIPHER_SPEC = 20;
  private static final int APPLICATION_DATA = 23;

  /// RFC 5246 §6.2.3, where records are longest.
  private static final int MOST = HEADER + (16 << 10) + 2048;

  private ChannelHandlerContext ctx;
  /// What has come and was not passed on, from the beginning of a record; null for nothing.
  private ByteBuf held;
  private Object heldEnd;
  private boolean shut;
  private boolean passing;

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ctx = context;
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (held != null) held.release();
    held = null;
  }

  /// Passes nothing on until [#open].
  public void shut() {
    shut = true;
  }

  /// Passes on what was held back, as far as it is not shut again.
  public void open() {
    if (!shut) return;
    shut = false;
    if (held == null && heldEnd == null || passing) return;
    pass();
    if (shut) return;
    ctx.fireChannelReadComplete();
    if (shut || heldEnd == null) return;
    Object event = heldEnd;
    heldEnd = null;
    ctx.fireUserEventTriggered(event);
  }

  /// Returns whether the client has sent more than was passed on.
  public boolean isHolding() {
    return shut && held != null;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    held = held == null ? bytes : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), held, bytes);
    pass();
  }

  private void pass() {
    if (passing) return;
    passing = true;
    try {
      while (held != null) {
        int length = length();
        if (length > held.readableBytes() || shut && isRecord()) return;
        ctx.fireChannelRead(take(length));
      }
    } finally {
      passing = false;
      if (shut && held != null) ctx.channel().config().setAutoRead(false);
    }
  }

  /// Returns the bytes to pass on together, which may be more than have come.
  private int length() {
    if (held.readableBytes() < HEADER) return HEADER;
    return isRecord() ? recordLength() : held.readableBytes();
  }

  private int recordLength() {
    return HEADER + held.getUnsignedShort(held.readerIndex() + LENGTH_AT);
  }

  /// What is none TLS refuses as soon as it sees it.
  private boolean isRecord() {
    int type = held.getByte(held.readerIndex());
    return type >= CHANGE_CIPHER_SPEC && type <= APPLICATION_DATA && recordLength() <= MOST;
  }

  private ByteBuf take(int length) {
    if (length < held.readableBytes()) return held.readRetainedSlice(length);
    ByteBuf all = held;
    held = null;
    return all;
  }

  /// Held back, too: at the end of a read that gave it nothing, TLS asks for another one.
  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (!shut) ctx.fireChannelReadComplete();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (shut && event instanceof ChannelInputShutdownEvent) heldEnd = event;
    else ctx.fireUserEventTriggered(event);
  }
}
