package dev.fivetwenty.origin.tcp;

import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.MaxMessagesRecvByteBufAllocator;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.NativeInetAddress;
import java.io.IOException;
import java.net.SocketAddress;

/// A socket that accepts [TcpChannel]s, over Netty's epoll. Confined to its event loop.
public final class TcpListener extends EpollSocket implements ServerChannel {

  /// Longest address that the system tells, with its length in front.
  private static final int ADDRESS = 1 + 24;

  private final Options options;
  private final byte[] address = new byte[ADDRESS];
  private boolean waits;

  /// @param family null for IPv6 and IPv4
  /// @throws ChannelException when the system gives no socket
  public TcpListener(SocketProtocolFamily family) {
    super(null, TcpSocket.of(family));
    options = new Options();
  }

  @Override
  void registered() {
    // What it waits for is known once it listens.
  }

  @Override
  void told(int events) {
    Throwable failure = null;
    try {
      for (int left = options.mostAtOnce(); left > 0 && active && options.isAutoRead(); left--) {
        int accepted = socket.accept(address);
        if (accepted < 0) break;
        var peer = NativeInetAddress.address(address, 1, address[0]);
        pipeline().fireChannelRead(TcpChannel.accepted(this, new TcpSocket(accepted), peer));
      }
    } catch (Throwable e) {
      // Memory, too, may be lacking, and the loop must not end with that.
      failure = e;
    }
    pipeline().fireChannelReadComplete();
    if (failure != null) pipeline().fireExceptionCaught(failure);
    if (!options.isAutoRead()) waitFor(false);
  }

  @Override
  protected void doBeginRead() {
    waitFor(true);
  }

  /// In the set it stays, so "nothing" is an error only, told once.
  private void waitFor(boolean connections) {
    if (waits == connections || !active) return;
    waits = connections;
    tell(connections ? EpollIoOps.EPOLLIN : EpollIoOps.EPOLLET);
  }

  @Override
  protected void doBind(SocketAddress to) throws IOException {
    socket.bind(to);
    socket.listen(options.backlog);
    active = true;
  }

  @Override
  protected void doDisconnect() {
    throw new UnsupportedOperationException();
  }

  @Override
  protected void doWrite(ChannelOutboundBuffer waiting) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ChannelConfig config() {
    return options;
  }

  @Override
  protected SocketAddress localAddress0() {
    return active ? socket.localAddress() : null;
  }

  @Override
  protected SocketAddress remoteAddress0() {
    return null;
  }

  @Override
  protected AbstractUnsafe newUnsafe() {
    return new AbstractUnsafe() {
      @Override
      public void connect(SocketAddress to, SocketAddress from, ChannelPromise promise) {
        promise.setFailure(new UnsupportedOperationException());
      }
    };
  }

  private final class Options extends DefaultChannelConfig {

    private int backlog = 128;

    Options() {
      super(TcpListener.this);
    }

    /// Returns how many connections are accepted before the loop looks after those that are open.
    int mostAtOnce() {
      return this.<MaxMessagesRecvByteBufAllocator>getRecvByteBufAllocator().maxMessagesPerRead();
    }

    @Override
    public <T> boolean setOption(ChannelOption<T> option, T value) {
      validate(option, value);
      if (option == ChannelOption.SO_BACKLOG) backlog = (Integer) value;
      else if (option == ChannelOption.SO_REUSEADDR) reuseAddress((Boolean) value);
      else return super.setOption(option, value);
      return true;
    }

    private void reuseAddress(boolean reuse) {
      try {
        socket.setReuseAddress(reuse);
      } catch (IOException e) {
        throw new ChannelException(e);
      }
    }
  }
}
