package dev.fivetwenty.edge.tls;

import dev.fivetwenty.edge.tls.TlsOutcome.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslClientHelloHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/// Waits for a client's first message, chooses a certificate for it, and makes way for the provider's handler.
///
/// Netty's handler puts the records together; how much of them it may keep is limited here. Confined to the
/// event loop.
final class ClientHelloHandler extends SslClientHelloHandler<Void> {

  /// Clients send up to about 2 KiB with keys against quantum computers; a browser's ticket adds some.
  static final int MAX_HELLO = 16 * 1024;

  /// With the header of each record that the message may be cut into.
  private static final int MAX_BYTES = MAX_HELLO + 4096;

  /// Our close_notify may take this long; the client may have stopped reading.
  private static final Duration CLOSE_NOTIFY = Duration.ofSeconds(1);

  /// alert(21) TLS 1.2, two bytes: fatal, no_application_protocol (RFC 7301 §3.2).
  private static final byte[] NO_APPLICATION_PROTOCOL = {21, 3, 3, 0, 2, 2, 120};

  private final Supplier<ContextSet> contexts;
  private final HandshakeHandler handshake;
  private ClientHello hello = ClientHello.NONE;
  private boolean plain;
  private boolean ended;

  /// @param contexts gives the certificates of now, to be released
  ClientHelloHandler(Supplier<ContextSet> contexts, HandshakeHandler handshake) {
    super(MAX_HELLO);
    this.contexts = contexts;
    this.handshake = handshake;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    if (ended) {
      in.skipBytes(in.readableBytes());
      return;
    }
    super.decode(ctx, in, out);
    if (!ended && !ctx.isRemoved() && in.readableBytes() > MAX_BYTES) end(ctx, Failure.TOO_LARGE);
  }

  @Override
  protected Future<Void> lookup(ChannelHandlerContext ctx, ByteBuf clientHello) {
    if (clientHello == null) plain = true;
    else hello = ClientHello.read(clientHello);
    return ctx.executor().newSucceededFuture(null);
  }

  @Override
  protected void onLookupComplete(ChannelHandlerContext ctx, Future<Void> future) {
    if (plain) {
      withoutHello(ctx);
    } else if (!hello.http1()) {
      ctx.writeAndFlush(ctx.alloc().buffer().writeBytes(NO_APPLICATION_PROTOCOL))
          .addListener(ChannelFutureListener.CLOSE);
      end(ctx, Failure.PROTOCOL);
    } else {
      shakeHands(ctx);
    }
  }

  /// The first bytes are no record of a handshake. A letter is what a request begins with.
  private void withoutHello(ChannelHandlerContext ctx) {
    ByteBuf first = internalBuffer();
    int octet = first.isReadable() ? first.getByte(first.readerIndex()) | 0x20 : 0;
    if (octet < 'a' || octet > 'z') {
      end(ctx, Failure.NOT_TLS);
      return;
    }
    handshake.plain(ctx.pipeline());
    // What was kept goes on to the handlers that have just been added.
    ctx.pipeline().remove(this);
  }

  private void shakeHands(ChannelHandlerContext ctx) {
    handshake.asksFor(hello.serverName());
    SslHandler handler = newHandler(ctx);
    handler.setHandshakeTimeoutMillis(0);
    handler.setCloseNotifyFlushTimeoutMillis(CLOSE_NOTIFY.toMillis());
    boolean placed = false;
    try {
      ctx.pipeline().addBefore(ctx.name(), "records", new RecordGate());
      ctx.pipeline().replace(this, "tls", handler);
      placed = true;
    } finally {
      if (!placed) ReferenceCountUtil.safeRelease(handler.engine());
    }
  }

  private SslHandler newHandler(ChannelHandlerContext ctx) {
    ContextSet set = contexts.get();
    try {
      return set.choose(hello).context().newHandler(ctx.alloc());
    } finally {
      set.release();
    }
  }

  private void end(ChannelHandlerContext ctx, Failure failure) {
    ended = true;
    handshake.fail(failure);
    if (failure != Failure.PROTOCOL) ctx.close();
  }
}
