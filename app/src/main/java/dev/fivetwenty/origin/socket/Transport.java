package dev.fivetwenty.origin.socket;

import dev.fivetwenty.origin.ConfigurationProblem;
import dev.fivetwenty.origin.tcp.TcpChannel;
import dev.fivetwenty.origin.tcp.TcpListener;
import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.uring.IoUringDomainSocketChannel;
import io.netty.channel.uring.IoUringServerDomainSocketChannel;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Path;
import java.util.function.Supplier;

/// One way to drive sockets.
///
/// @param name             `epoll`, `nio` or `io_uring`
/// @param isNative         errno and TCP_INFO can be had
/// @param ipv4Socket       connects over IPv4 only, which takes fewer calls to the system
/// @param unixSocket       connects to a Unix domain socket
/// @param ipv4ServerSocket accepts over IPv4 only: on another one 0.0.0.0 takes IPv6, too
/// @param unixServerSocket accepts on a Unix domain socket
public record Transport(
    String name,
    boolean isNative,
    IoHandlerFactory loopHandler,
    Supplier<Channel> socket,
    Supplier<Channel> ipv4Socket,
    Supplier<Channel> unixSocket,
    Supplier<ServerChannel> serverSocket,
    Supplier<ServerChannel> ipv4ServerSocket,
    Supplier<ServerChannel> unixServerSocket) {

  /// Returns a path in the form that sockets of this transport take.
  public SocketAddress unixAddress(Path path) {
    return isNative ? new DomainSocketAddress(path.toString()) : UnixDomainSocketAddress.of(path);
  }

  /// Returns the transport that was chosen.
  ///
  /// @throws ConfigurationProblem for one that this machine does not have
  public static Transport of(TransportChoice choice) {
    return switch (choice) {
      case AUTO -> Epoll.isAvailable() ? epoll() : nio();
      case EPOLL -> {
        require(Epoll.isAvailable(), "epoll", Epoll.unavailabilityCause());
        yield epoll();
      }
      case NIO -> nio();
      case IO_URING -> {
        Throwable lacking = Ring.unavailability();
        require(lacking == null, "io_uring", lacking);
        yield new Transport(
            "io_uring", true, Ring.newFactory(),
            // Netty has none of one family here.
            IoUringSocketChannel::new, IoUringSocketChannel::new,
            IoUringDomainSocketChannel::new,
            IoUringServerSocketChannel::new, IoUringServerSocketChannel::new,
            IoUringServerDomainSocketChannel::new);
      }
    };
  }

  private static Transport epoll() {
    return new Transport(
        "epoll", true, StandingInterest.over(EpollIoHandler.newFactory()),
        () -> TcpChannel.of(null), () -> TcpChannel.of(SocketProtocolFamily.INET),
        EpollDomainSocketChannel::new,
        () -> new TcpListener(null), () -> new TcpListener(SocketProtocolFamily.INET),
        EpollServerDomainSocketChannel::new);
  }

  private static Transport nio() {
    return new Transport(
        "nio", false, NioIoHandler.newFactory(), NioSocketChannel::new,
        NioSocketChannel::new,
        NioDomainSocketChannel::new,
        NioServerSocketChannel::new,
        () -> new NioServerSocketChannel(SelectorProvider.provider(), SocketProtocolFamily.INET),
        NioServerDomainSocketChannel::new);
  }

  private static void require(boolean available, String name, Throwable why) {
    if (!available) {
      throw new ConfigurationProblem("transport " + name, "not available on this machine", why);
    }
  }
}
