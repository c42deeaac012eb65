package dev.fivetwenty.origin;

import dev.fivetwenty.cause.Connect;
import dev.fivetwenty.origin.name.Addresses;
import dev.fivetwenty.origin.socket.SocketWatch;
import dev.fivetwenty.origin.socket.SystemErrors;
import dev.fivetwenty.origin.socket.TlsRecords;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// One attempt to connect to one address, by TCP or to a Unix domain socket. Confined to the event loop.
final class Connector {

  /// How much is read at once: from little to much, as content comes faster than it is read.
  private static final AdaptiveRecvByteBufAllocator READS =
      new AdaptiveRecvByteBufAllocator(512, 2048, 256 * 1024);

  private final Loop loop;
  private final SocketAddress remote;
  private final boolean isTcp;
  private final TlsRecords records;
  private final Supplier<Duration> clock;
  private Duration started;
  private Consumer<Connect> done;
  private Channel channel;
  private SocketWatch watch;
  private ReplyHandler replies;

  /// @param records see [SocketWatch]
  /// @param clock   time since any fixed moment
  Connector(
      Loop loop,
      SocketAddress remote,
      TlsRecords records,
      Supplier<Duration> clock) {
    this.loop = loop;
    this.remote = remote;
    this.isTcp = remote instanceof InetSocketAddress;
    this.records = records;
    this.clock = clock;
    this.started = clock.get();
  }

  /// Loads what a connection takes, so that the time of the first one is the network's.
  static void warm(Loop loop) {
    Channel socket = loop.transport().socket().get();
    loop.events().register(socket).addListener(_ -> socket.close());
  }

  /// Connects; `result` is told once, on the loop.
  void start(Consumer<Connect> result) {
    done = result;
    try {
      channel = socket().get();
    } catch (ChannelException e) {
      failed(SystemErrors.of(e));
      return;
    }
    watch = new SocketWatch(loop.transport().isNative() && isTcp, records);
    replies = new ReplyHandler();
    // A write error must not end the connection: the reply may be there to read. And the end of
    // the peer's bytes is an event, so that a close and a reset can be told apart.
    channel.config().setOption(ChannelOption.AUTO_CLOSE, false);
    channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    channel.config().setRecvByteBufAllocator(READS);
    // The profile's limit is kept by the attempt.
    channel.config().setOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0);
    channel.pipeline().addLast("watch", watch).addLast("replies", replies);
    loop.events().register(channel).addListener(registered -> {
      if (registered.isSuccess()) connect();
      else failed(SystemErrors.of(registered.cause()));
    });
  }

  private Supplier<Channel> socket() {
    return switch (remote) {
      case InetSocketAddress inet when inet.getAddress() instanceof Inet4Address ->
          loop.transport().ipv4Socket();
      case InetSocketAddress _ -> loop.transport().socket();
      default -> loop.transport().unixSocket();
    };
  }

  private void connect() {
    // From here on the network has a part in it.
    started = clock.get();
    boolean[] returned = {false};
    ChannelFuture connected = channel.connect(remote);
    connected.addListener(
        future -> {
          if (future.isSuccess()) finish(0, false);
          else failed(errno(future.cause(), !returned[0]));
        });
    returned[0] = true;
  }

  private int errno(Throwable thrown, boolean atOnce) {
    return isTcp
        ? SystemErrors.ofConnect(thrown, atOnce)
        : SystemErrors.ofUnixConnect(thrown);
  }

  /// Gives up because the time is over.
  void expire() {
    finish(0, true);
    close();
  }

  void close() {
    if (channel != null) channel.close();
  }

  private void failed(int errno) {
    finish(errno, false);
    close();
  }

  private void finish(int errno, boolean timedOut) {
    Duration took = clock.get().minus(started);
    Consumer<Connect> to = done;
    done = null;
    if (to == null) return;
    // A plain connection that is up is looked at when the request is about to go out.
    boolean plainUp = errno == 0 && !timedOut && records == null;
    if (channel != null && !plainUp) watch.snapshot();
    to.accept(
        new Connect(
            Addresses.show(remote),
            channel == null ? "" : Addresses.show(channel.localAddress()),
            errno,
            timedOut,
            took));
  }

  Channel channel() {
    return channel;
  }

  /// Returns null when not even a socket could be made.
  SocketWatch watch() {
    return watch;
  }

  ReplyHandler replies() {
    return replies;
  }
}
