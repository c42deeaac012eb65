package dev.fivetwenty.edge.client;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;

/// Tells a client over TLS that nothing more comes, and leaves the connection open for what it still
/// sends. Confined to the event loop.
public final class TlsFarewell {

  /// Takes bytes in front of TLS: nobody will read them, and TLS has ended.
  @Sharable
  private static final class Discarding extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ReferenceCountUtil.release(message);
    }
  }

  private static final Discarding DISCARDING = new Discarding();

  /// Sends close_notify, then FIN.
  public static void say(ChannelPipeline pipeline, DuplexChannel channel) {
    SslHandler tls = pipeline.get(SslHandler.class);
    pipeline.addFirst("discard", DISCARDING);
    tls.closeOutbound().addListener(_ -> channel.shutdownOutput());
  }

  private TlsFarewell() {}
}
