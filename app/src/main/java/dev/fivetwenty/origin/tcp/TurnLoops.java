package dev.fivetwenty.origin.tcp;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.concurrent.Ticker;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/// Event loops whose ticker stands still in the turns of their [TcpChannel]s.
public final class TurnLoops extends MultiThreadIoEventLoopGroup {

  public TurnLoops(int loops, ThreadFactory threads, IoHandlerFactory handlers) {
    super(loops, threads, handlers);
  }

  @Override
  protected IoEventLoop newChild(Executor thread, IoHandlerFactory handler, Object... none) {
    return new TurnLoop(this, thread, handler);
  }

  private static final class TurnLoop extends SingleThreadIoEventLoop {

    /// Null while the class above makes itself.
    private final Ticker ticker;

    TurnLoop(IoEventLoopGroup group, Executor thread, IoHandlerFactory handler) {
      super(group, thread, handler);
      ticker = new TurnTicker(super.ticker());
    }

    @Override
    public Ticker ticker() {
      return ticker == null ? super.ticker() : ticker;
    }
  }
}
