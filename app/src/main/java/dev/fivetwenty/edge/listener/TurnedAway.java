package dev.fivetwenty.edge.listener;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Ends a connection that is one too many.
///
/// A plain client is told so with a 503, unasked: a close alone would be an empty reply, which is what a CDN before us
/// shows as 520 with nobody to explain it. For a TLS client that would cost a handshake, the very thing that is
/// scarce, so it gets the end of the stream. Either way our end is a FIN: what the client sends meanwhile is read and
/// dropped for a moment, since closing over unread bytes is a RST that destroys what was said.
///
/// Confined to the event loop.
final class TurnedAway extends ChannelInboundHandlerAdapter {

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final int MOST_DROPPED = 64 * 1024;

  /// More than so many at once are closed without patience.
  private static final int MOST_LINGERING = 1024;

  private static final ByteBuf ANSWER = Unpooled.unreleasableBuffer(answer());

  private static ByteBuf answer() {
    String content = "Too many connections. Please try again in a moment.\n";
    String head =
        """
        HTTP/1.1 503 Service Unavailable\r
        Content-Type: text/plain\r
        Content-Length: %d\r
        Retry-After: 5\r
        Connection: close\r
        \r
        """;
    return Unpooled.directBuffer()
        .writeBytes((head.formatted(content.length()) + content).getBytes(US_ASCII))
        .asReadOnly();
  }

  private final boolean answered;
  private final AtomicInteger lingering;
  private boolean begun;
  private int dropped;

  /// @param answered  a 503 may be written
  /// @param lingering how many of them there are
  TurnedAway(boolean answered, AtomicInteger lingering) {
    this.answered = answered;
    this.lingering = lingering;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    if (ctx.channel().isActive()) begin(ctx);
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    begin(ctx);
  }

  private void begin(ChannelHandlerContext ctx) {
    if (begun) return;
    begun = true;
    boolean patient = lingering.incrementAndGet() <= MOST_LINGERING;
    ctx.channel().closeFuture().addListener(_ -> lingering.decrementAndGet());
    ByteBuf answer = answered ? ANSWER.duplicate() : Unpooled.EMPTY_BUFFER;
    ChannelFuture written = ctx.writeAndFlush(answer);
    if (!patient) {
      written.addListener(ChannelFutureListener.CLOSE);
      return;
    }
    written.addListener(_ -> ((DuplexChannel) ctx.channel()).shutdownOutput());
    var closing =
        ctx.executor().schedule(() -> ctx.close(), PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    ctx.channel().closeFuture().addListener(_ -> closing.cancel(false));
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof ByteBuf bytes) dropped += bytes.readableBytes();
    ReferenceCountUtil.release(message);
    if (dropped > MOST_DROPPED) ctx.close();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
    ctx.close();
  }
}
