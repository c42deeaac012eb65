package dev.fivetwenty.origin.tcp;

import io.netty.channel.AbstractChannel;
import io.netty.channel.Channel;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;

/// A channel whose socket is in the set of Netty's epoll. Confined to its event loop.
abstract class EpollSocket extends AbstractChannel {

  private static final ChannelMetadata METADATA = new ChannelMetadata(false);

  final TcpSocket socket;
  volatile boolean active;
  private IoRegistration registration;

  EpollSocket(Channel parent, TcpSocket socket) {
    super(parent);
    this.socket = socket;
  }

  /// Its loop is known; nothing is told yet.
  abstract void registered();

  /// @param events as epoll_wait(2) has them
  abstract void told(int events);

  /// Says what is to be told from now on, and has it told if it is so already.
  final void tell(EpollIoOps interest) {
    registration.submit(interest);
  }

  @Override
  protected final void doRegister(ChannelPromise promise) {
    ((IoEventLoop) eventLoop()).register(new Handle()).addListener(done -> {
      if (!done.isSuccess()) {
        promise.setFailure(done.cause());
        return;
      }
      registration = (IoRegistration) done.getNow();
      registered();
      promise.setSuccess();
    });
  }

  @Override
  protected final boolean isCompatible(EventLoop loop) {
    return loop instanceof IoEventLoop io && io.isCompatible(Handle.class);
  }

  /// Closing the descriptor takes it out of the set.
  @Override
  protected void doClose() throws IOException {
    active = false;
    try {
      socket.close();
    } finally {
      doDeregister();
    }
  }

  @Override
  protected final void doDeregister() {
    if (registration != null) registration.cancel();
  }

  @Override
  public final boolean isOpen() {
    return socket.isOpen();
  }

  @Override
  public final boolean isActive() {
    return active;
  }

  @Override
  public final ChannelMetadata metadata() {
    return METADATA;
  }

  private final class Handle implements EpollIoHandle {

    @Override
    public FileDescriptor fd() {
      return socket;
    }

    @Override
    public void handle(IoRegistration of, IoEvent event) {
      told(((EpollIoEvent) event).ops().value());
    }

    @Override
    public void close() {
      unsafe().close(voidPromise());
    }
  }
}
