package dev.fivetwenty.edge.tls;

import dev.fivetwenty.edge.tls.TlsOutcome.Failure;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SniCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.function.Consumer;
import javax.net.ssl.SSLSession;

/// Tells how the handshake ended, and then makes way. Confined to the event loop.
final class HandshakeHandler extends ChannelInboundHandlerAdapter {

  private Consumer<TlsOutcome> outcome;
  private String serverName = "";

  HandshakeHandler(Consumer<TlsOutcome> outcome) {
    this.outcome = outcome;
  }

  void asksFor(String name) {
    serverName = name;
  }

  void plain(ChannelPipeline pipeline) {
    tell(new TlsOutcome.PlainHttp());
    pipeline.remove(this);
  }

  void fail(Failure failure) {
    tell(new TlsOutcome.Failed(failure));
  }

  private void tell(TlsOutcome what) {
    Consumer<TlsOutcome> to = outcome;
    outcome = null;
    if (to != null) to.accept(what);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) agreed(ctx);
      else fail(ctx.channel().isActive() ? failure(handshake.cause()) : Failure.CLOSED);
    } else if (!(event instanceof SniCompletionEvent)) {
      ctx.fireUserEventTriggered(event);
    }
  }

  private void agreed(ChannelHandlerContext ctx) {
    SSLSession session = ctx.pipeline().get(SslHandler.class).engine().getSession();
    var facts = new TlsFacts(session.getProtocol(), session.getCipherSuite(), serverName);
    tell(new TlsOutcome.Agreed(facts));
    ctx.pipeline().remove(this);
  }

  /// Whatever is thrown before the end of a handshake ends it; the provider has sent its alert.
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
    fail(failure(thrown));
    ctx.close();
  }

  private static Failure failure(Throwable thrown) {
    return switch (thrown) {
      case TooLongFrameException _ -> Failure.TOO_LARGE;
      case NotSslRecordException _ -> Failure.NOT_TLS;
      default -> Failure.HANDSHAKE;
    };
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    fail(Failure.CLOSED);
    ctx.fireChannelInactive();
  }
}
