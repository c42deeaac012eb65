package dev.fivetwenty.origin.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// What the handlers of a channel were told, in order: bytes, events, errors, [#WRITABLE], and [#INACTIVE].
class Told extends ChannelInboundHandlerAdapter {

  static final String INACTIVE = "inactive";
  static final String WRITABLE = "writable";
  static final String UNWRITABLE = "unwritable";

  private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    var bytes = (ByteBuf) message;
    events.add(ByteBufUtil.getBytes(bytes));
    bytes.release();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    events.add(event);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
    events.add(thrown);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    events.add(ctx.channel().isWritable() ? WRITABLE : UNWRITABLE);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    events.add(INACTIVE);
  }

  Object next() throws InterruptedException {
    Object event = events.poll(Loopback.PATIENCE, TimeUnit.SECONDS);
    assertThat(event).isNotNull();
    return event;
  }

  /// Returns what was read, when it is so much.
  byte[] bytes(int length) throws InterruptedException {
    var all = new ByteArrayOutputStream();
    while (all.size() < length) all.writeBytes((byte[]) next());
    assertThat(all.size()).isEqualTo(length);
    return all.toByteArray();
  }

  /// Checks that nothing was told that was not asked for above.
  void nothingMore() {
    assertThat(events).isEmpty();
  }
}
