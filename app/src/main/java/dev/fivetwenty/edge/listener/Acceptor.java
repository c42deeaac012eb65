package dev.fivetwenty.edge.listener;

import dev.fivetwenty.config.Listener;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Gives the connections that a listening socket accepts to the loops in turn.
///
/// When one cannot be accepted, most often since no more files may be open, the operator is told and it is tried
/// again after a pause. Confined to the event loop of the socket, but for what [#accepted] does on that of the
/// connection.
final class Acceptor extends ChannelInboundHandlerAdapter {

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final long SILENCE = Duration.ofMinutes(1).toNanos();

  private final Listener listener;
  private final EventLoopGroup loops;
  private final Consumer<Channel> taker;
  private final Consumer<String> notices;
  /// One for all connections.
  private final ChannelFutureListener accepted = this::accepted;
  private boolean told;
  private long toldAt;

  /// @param taker takes each connection, on its loop, before anything is read from it
  /// @param notices takes a line for the operator
  Acceptor(
      Listener listener, EventLoopGroup loops, Consumer<Channel> taker, Consumer<String> notices) {
    this.listener = listener;
    this.loops = loops;
    this.taker = taker;
    this.notices = notices;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    Channel channel = (Channel) message;
    EventLoop loop = loops.next();
    ChannelPromise registered = new DefaultChannelPromise(channel, loop);
    // First: once it is registered, what comes is lost as long as nobody has taken it.
    registered.addListener(accepted);
    loop.register(registered);
  }

  private void accepted(ChannelFuture registered) {
    Channel channel = registered.channel();
    if (!registered.isSuccess()) {
      channel.unsafe().closeForcibly();
      return;
    }
    try {
      taker.accept(channel);
    } catch (RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
    pause(ctx.channel());
    long now = ctx.executor().ticker().nanoTime();
    if (told && now - toldAt < SILENCE) return;
    told = true;
    toldAt = now;
    notices.accept(
        listener.address() + ": connections cannot be accepted, and wait: " + thrown.getMessage()
            + "; each takes a file, and one to its origin (ulimit -n, LimitNOFILE)");
  }

  private static void pause(Channel socket) {
    if (!socket.config().isAutoRead()) return;
    socket.config().setAutoRead(false);
    socket.eventLoop().schedule(
        () -> socket.config().setAutoRead(true), PAUSE.toNanos(), TimeUnit.NANOSECONDS);
  }
}
