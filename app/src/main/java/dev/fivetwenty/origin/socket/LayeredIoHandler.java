package dev.fivetwenty.origin.socket;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.util.function.UnaryOperator;

/// One of Netty's ways to wait for sockets, with a layer over what it registers.
abstract class LayeredIoHandler implements IoHandler {

  /// Netty's own.
  final IoHandler under;

  LayeredIoHandler(IoHandler under) {
    this.under = under;
  }

  /// Returns a factory of handlers that are each laid over one of another factory.
  static IoHandlerFactory factory(IoHandlerFactory under, UnaryOperator<IoHandler> layer) {
    return new IoHandlerFactory() {
      @Override
      public IoHandler newHandler(ThreadAwareExecutor executor) {
        return layer.apply(under.newHandler(executor));
      }

      @Override
      public boolean isChangingThreadSupported() {
        return under.isChangingThreadSupported();
      }
    };
  }

  @Override
  public final void initialize() {
    under.initialize();
  }

  @Override
  public final int run(IoHandlerContext context) {
    return under.run(context);
  }

  @Override
  public final void prepareToDestroy() {
    under.prepareToDestroy();
  }

  @Override
  public final void destroy() {
    under.destroy();
  }

  @Override
  public final void wakeup() {
    under.wakeup();
  }

  @Override
  public final boolean isCompatible(Class<? extends IoHandle> type) {
    return under.isCompatible(type);
  }
}
