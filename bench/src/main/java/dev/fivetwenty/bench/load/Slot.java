package dev.fivetwenty.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;

/// One of the generator's connections, opened again whenever it was closed. At most one request is under way.
///
/// Lives on the event loop.
final class Slot {

  private final Load load;
  private final ReplyReader reader = new ReplyReader();
  private Channel channel;
  private Ask ask;
  private long due;
  private boolean isWaitingForClose;

  Slot(Load load) {
    this.load = load;
  }

  /// Sends a request that was due at a moment of `System.nanoTime`, over a new connection where there is none.
  void send(Ask next, long dueNanos) {
    ask = next;
    due = dueNanos;
    reader.reset();
    if (channel == null) open();
    else write();
  }

  /// Opens the connection ahead of its first request.
  void open() {
    load.connect(new Events()).addListener(done -> {
      if (!done.isSuccess()) load.fail(done.cause());
    });
  }

  private void write() {
    channel.writeAndFlush(ask.bytes().duplicate(), channel.voidPromise());
  }

  boolean isBusy() {
    return ask != null || isWaitingForClose;
  }

  boolean isOpen() {
    return channel != null;
  }

  double progress() {
    return ask == null ? 0 : reader.progress();
  }

  private void finish(Outcome outcome) {
    Ask asked = ask;
    ask = null;
    load.answered(asked, outcome, due);
    // Its server closes first, so that no port of ours has to wait; only then the slot is free again.
    isWaitingForClose = channel != null && reader.closes();
    if (isWaitingForClose && outcome == Outcome.NOT_HTTP) channel.close();
    if (!isWaitingForClose) load.free(this);
  }

  /// What happens to the present connection.
  private final class Events extends ChannelInboundHandlerAdapter {

    @Override
    public void channelActive(ChannelHandlerContext context) {
      channel = context.channel();
      if (ask != null) write();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      var bytes = (ByteBuf) message;
      try {
        if (ask != null && reader.feed(bytes)) finish(outcome(bytes.isReadable()));
      } finally {
        bytes.release();
      }
    }

    private Outcome outcome(boolean isMoreThanTheReply) {
      Outcome outcome = reader.outcome(ask);
      return isMoreThanTheReply && outcome != Outcome.NOT_HTTP ? Outcome.WRONG : outcome;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      channel = null;
      if (isWaitingForClose) {
        isWaitingForClose = false;
        load.free(Slot.this);
      } else if (ask != null) {
        finish(Outcome.CLOSED);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
      if (!(thrown instanceof IOException)) load.fail(thrown);
      context.close();
    }
  }
}
