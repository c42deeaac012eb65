package dev.fivetwenty.origin;

import dev.fivetwenty.cause.Connect;
import dev.fivetwenty.cause.Handshake;
import dev.fivetwenty.cause.Resolution;
import dev.fivetwenty.cause.Timer;
import dev.fivetwenty.origin.socket.SocketWatch;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.Optional;

/// A connection that is ready for requests, with how it came about. Confined to its event loop.
final class OriginConnection {

  private static final long RESTED = Duration.ofMillis(100).toNanos();

  final Channel channel;
  final SocketWatch watch;
  final ReplyHandler replies;
  final Deadlines<Timer> deadlines;
  final Resolution resolution;
  final Connect connect;
  final Optional<Handshake> handshake;
  /// In the pool that it belongs to; null as long as it was not there.
  OriginPool.Parked place;
  private int exchanges;
  private long lastEndNanos;

  OriginConnection(
      Channel channel,
      SocketWatch watch,
      ReplyHandler replies,
      Deadlines<Timer> deadlines,
      Resolution resolution,
      Connect connect,
      Optional<Handshake> handshake) {
    this.channel = channel;
    this.watch = watch;
    this.replies = replies;
    this.deadlines = deadlines;
    this.resolution = resolution;
    this.connect = connect;
    this.handshake = handshake;
  }

  /// Counts an exchange that left the connection fit for another.
  void exchangeEnded() {
    exchanges++;
    lastEndNanos = channel.eventLoop().ticker().nanoTime();
  }

  /// Returns whether TLS was closed in order; true on a plain connection.
  boolean isCloseNotified() {
    return handshake.isEmpty() || replies.isCloseNotified();
  }

  /// Returns how many exchanges it has carried.
  int exchanges() {
    return exchanges;
  }

  boolean isNew() {
    return exchanges == 0;
  }

  /// Returns the time since the last exchange.
  Duration idle() {
    return Duration.ofNanos(idleNanos());
  }

  long idleNanos() {
    return channel.eventLoop().ticker().nanoTime() - lastEndNanos;
  }

  /// Returns whether something came since the last exchange that was not read yet. The system is
  /// asked only about a connection that rested; on one that is used all the time the loop has
  /// hardly had time to miss anything.
  ///
  /// @param idleNanos since then
  boolean isDisturbed(long idleNanos) {
    return hasRested(idleNanos) && hasUnread();
  }

  /// Returns whether a new connection has bytes before anything was asked on it. What TLS has to say
  /// after its handshake is none of that.
  boolean isForestalled() {
    return isNew() && handshake.isEmpty() && hasUnread();
  }

  /// Returns whether the system has something of the peer, a FIN included, that was not read yet.
  boolean hasUnread() {
    return watch.snapshot().filter(tcp -> tcp.bytesReceived() > watch.received()).isPresent();
  }

  /// Returns whether an origin may have had enough of a connection that was idle for so long. None
  /// ends its patience sooner.
  static boolean hasRested(long idleNanos) {
    return idleNanos >= RESTED;
  }

  /// Says that we send no more, and reads on.
  void shutdownOutput() {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls != null) tls.closeOutbound();
    else if (channel instanceof DuplexChannel duplex) duplex.shutdownOutput();
  }

  void close() {
    deadlines.close();
    channel.close();
  }
}
