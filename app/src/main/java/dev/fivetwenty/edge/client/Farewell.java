package dev.fivetwenty.edge.client;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.DuplexChannel;

/// The ways in which a client's connection ends. Confined to the event loop.
public final class Farewell {

  private final ChannelHandlerContext ctx;
  private final boolean tls;
  private final Intake intake;
  private final Patience patience;
  private boolean gone;

  public Farewell(ChannelHandlerContext ctx, boolean tls, Intake intake, Patience patience) {
    this.ctx = ctx;
    this.tls = tls;
    this.intake = intake;
    this.patience = patience;
  }

  /// Closes once everything is sent.
  public void close() {
    if (intake.isClear()) leave(ctx::close);
    else linger();
  }

  /// Says that nothing more will be sent, and waits for the client to notice: a close while it still
  /// sends would be a reset, which can destroy the response before it is read.
  public void linger() {
    leave(this::shutdownOutput);
  }

  /// Reads no more requests, and takes the last step once everything is sent.
  private void leave(Runnable last) {
    intake.stop();
    patience.rest();
    ctx.channel().config().setAutoRead(true);
    if (isAllSent()) {
      last.run();
      return;
    }
    ChannelFuture written = ctx.writeAndFlush(Unpooled.EMPTY_BUFFER);
    written.addListener(_ -> last.run());
    // What is small is sent when the loop comes round: only what is left then is waited for.
    if (!written.isDone()) ctx.executor().execute(() -> awaitReaderOf(written));
    intake.open();
  }

  private void awaitReaderOf(ChannelFuture written) {
    if (!gone && !written.isDone()) patience.awaitReader();
  }

  /// Returns whether the system has taken everything; where TLS is between, that is not known.
  private boolean isAllSent() {
    ChannelOutboundBuffer waiting = ctx.channel().unsafe().outboundBuffer();
    return !tls && waiting != null && waiting.totalPendingWriteBytes() == 0;
  }

  private void shutdownOutput() {
    if (gone) return;
    patience.awaitEnd();
    if (intake.isEnded() || !(ctx.channel() instanceof DuplexChannel duplex)) ctx.close();
    else if (tls) TlsFarewell.say(ctx.pipeline(), duplex);
    else duplex.shutdownOutput();
  }

  /// Ends a response visibly before it is whole.
  ///
  /// @param reset nobody may take what came for all, as they might after a close
  public void abort(boolean reset) {
    intake.stop();
    Resets.closeVisibly(ctx, reset);
  }

  /// Closes at once. Nothing is awaited any more.
  ///
  /// @param missing something of a response is
  public void cut(boolean missing) {
    gone = true;
    intake.stop();
    patience.close();
    if (missing) Resets.closeVisibly(ctx, true);
    else if (ctx.channel().isOpen()) ctx.close();
  }
}
