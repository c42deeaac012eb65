package dev.fivetwenty.edge.client;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;

/// Closes connections so that the peer knows that something is missing.
public final class Resets {

  /// Has the next close of the channel send RST instead of FIN.
  public static void onClose(Channel channel) {
    try {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
    } catch (ChannelException e) {
      // The socket is gone already, or is no TCP socket: it closes as it can.
      return;
    }
  }

  /// Closes so that nobody takes what was sent for all there is.
  ///
  /// @param reset a FIN would not do
  public static void closeVisibly(ChannelHandlerContext ctx, boolean reset) {
    if (reset && ctx.channel().isActive()) onClose(ctx.channel());
    // From the head of the pipeline: TLS must not say that this is the end of the data.
    ctx.pipeline().firstContext().close();
  }

  private Resets() {}
}
