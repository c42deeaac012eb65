package dev.fivetwenty.edge.listener;

import dev.fivetwenty.config.Endpoint;
import dev.fivetwenty.config.Listener;
import dev.fivetwenty.edge.tls.ClientTls;
import dev.fivetwenty.origin.ConfigurationProblem;
import dev.fivetwenty.origin.socket.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.ServerChannel;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// One place where clients connect, open until it is told to stop.
///
/// There is one socket for all loops, and no SO_REUSEPORT: with that, a second edge on the same port would start
/// without a word and take half of the connections, and those that wait in the queue of a socket that is closed are
/// reset. Connections are given to the loops in turn. Any thread may call.
public final class ListeningSocket {

  /// Connections that may wait to be accepted; Linux takes no more than `net.core.somaxconn`, 4096 by default.
  private static final int BACKLOG = 4096;

  /// Connections that are accepted in a row before the loop looks after those that are open.
  private static final int MOST_AT_ONCE = 16;

  private final Listener listener;
  private final Optional<ClientTls> tls;
  private final ConnectionHandler handler;
  private volatile Terms terms;
  private volatile Channel channel;
  private Future<?> rotation;

  private ListeningSocket(
      Listener listener, Optional<ClientTls> tls, Terms terms, ConnectionHandler handler) {
    this.listener = listener;
    this.tls = tls;
    this.terms = terms;
    this.handler = handler;
  }

  /// Binds and accepts. Resolves a host that is a name, so not for an event loop.
  ///
  /// The result fails with a [ConfigurationProblem] that says what and where.
  ///
  /// @param tls   present exactly if the listener has it
  /// @param loops accept and serve
  /// @param notices takes a line for the operator, on an event loop
  public static CompletableFuture<ListeningSocket> bind(
      Listener listener,
      Optional<ClientTls> tls,
      Transport transport,
      EventLoopGroup loops,
      Terms terms,
      ConnectionHandler handler,
      Consumer<String> notices) {
    if (tls.isPresent() != listener.tls().isPresent()) {
      throw new IllegalArgumentException("TLS as the listener says, or none");
    }
    var socket = new ListeningSocket(listener, tls, terms, handler);
    var result = new CompletableFuture<ListeningSocket>();
    try {
      SocketAddress address = address(listener, transport);
      ChannelFuture bound =
          socket.bootstrap(channels(address, transport), loops, notices).bind(address);
      bound.addListener(
          _ -> {
            if (bound.isSuccess()) result.complete(socket.isBound(bound.channel(), loops));
            else result.completeExceptionally(BindProblems.of(listener, bound.cause()));
          });
    } catch (ConfigurationProblem e) {
      result.completeExceptionally(e);
    }
    return result;
  }

  private static Supplier<ServerChannel> channels(SocketAddress address, Transport transport) {
    if (!(address instanceof InetSocketAddress inet)) return transport.unixServerSocket();
    boolean isIpv4 = inet.getAddress() instanceof Inet4Address;
    return isIpv4 ? transport.ipv4ServerSocket() : transport.serverSocket();
  }

  /// Not Netty's bootstrap for servers, which has each connection pass a handler that puts others in its place.
  private Bootstrap bootstrap(
      Supplier<ServerChannel> channels, EventLoopGroup loops, Consumer<String> notices) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loops)
            .channelFactory(channels::get)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.RECVBUF_ALLOCATOR, manyAtOnce())
            .handler(new Acceptor(listener, loops, this::accept, notices));
    boolean isTcp = listener.address() instanceof Endpoint.Tcp;
    if (isTcp) bootstrap.option(ChannelOption.SO_REUSEADDR, true);
    return bootstrap;
  }

  /// Netty's own accepts one and waits for events again; whether one more waits, it would tell by bytes read.
  private static RecvByteBufAllocator manyAtOnce() {
    return new ServerChannelRecvByteBufAllocator()
        .respectMaybeMoreData(false)
        .maxMessagesPerRead(MOST_AT_ONCE);
  }

  private static SocketAddress address(Listener listener, Transport transport) {
    return switch (listener.address()) {
      case Endpoint.Tcp(String host, int port) -> {
        try {
          yield new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
          throw new ConfigurationProblem(
              BindProblems.subject(listener), "no address is known for the name " + host, e);
        }
      }
      case Endpoint.Unix(var path) -> {
        UnixPath.makeFree(listener, path);
        yield transport.unixAddress(path);
      }
    };
  }

  private ListeningSocket isBound(Channel bound, EventLoopGroup loops) {
    channel = bound;
    tls.ifPresent(
        t -> {
          long period = ClientTls.ROTATION.toNanos();
          rotation = loops.scheduleAtFixedRate(t::rotate, period, period, TimeUnit.NANOSECONDS);
        });
    return this;
  }

  private void accept(Channel accepted) {
    ClientAddress peer = ClientAddress.LOCAL;
    if (listener.address() instanceof Endpoint.Tcp) {
      // A client that has gone again already has no address.
      if (!(accepted.remoteAddress() instanceof InetSocketAddress address)) {
        accepted.close();
        return;
      }
      peer = ClientAddress.of(address);
    }
    new Opening(accepted, this, peer).begin();
  }

  /// Applies to connections from now on.
  public void change(Terms newTerms) {
    terms = newTerms;
  }

  Terms terms() {
    return terms;
  }

  Listener listener() {
    return listener;
  }

  Optional<ClientTls> tls() {
    return tls;
  }

  ConnectionHandler handler() {
    return handler;
  }

  /// Returns where it listens, with the port that was found where any would do.
  public Endpoint address() {
    return listener.address() instanceof Endpoint.Tcp(String host, _)
            && channel.localAddress() instanceof InetSocketAddress inet
        ? new Endpoint.Tcp(host, inet.getPort())
        : listener.address();
  }

  /// Accepts no more; connections that are open stay so. The result is complete once the port is free.
  public CompletableFuture<Void> stop() {
    if (rotation != null) rotation.cancel(false);
    var stopped = new CompletableFuture<Void>();
    channel.close().addListener(
        _ -> {
          if (listener.address() instanceof Endpoint.Unix(var path)) UnixPath.remove(path);
          stopped.complete(null);
        });
    return stopped;
  }
}
