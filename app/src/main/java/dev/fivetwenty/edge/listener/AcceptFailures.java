package dev.fivetwenty.edge.listener;

import dev.fivetwenty.config.Listener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.function.Consumer;

/// Tells the operator when connections cannot be accepted, most often since no more files may be open. Netty tries
/// again a second later. Confined to the event loop.
final class AcceptFailures extends ChannelInboundHandlerAdapter {

  private static final long SILENCE = Duration.ofMinutes(1).toNanos();

  private final Listener listener;
  private final Consumer<String> notices;
  private boolean told;
  private long toldAt;

  AcceptFailures(Listener listener, Consumer<String> notices) {
    this.listener = listener;
    this.notices = notices;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
    long now = ctx.executor().ticker().nanoTime();
    if (told && now - toldAt < SILENCE) return;
    told = true;
    toldAt = now;
    notices.accept(
        listener.address() + ": connections cannot be accepted, and wait: " + thrown.getMessage()
            + "; each takes a file, and one to its origin (ulimit -n, LimitNOFILE)");
  }
}
