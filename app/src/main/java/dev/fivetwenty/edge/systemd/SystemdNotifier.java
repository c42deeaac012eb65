package dev.fivetwenty.edge.systemd;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.io.FileNotFoundException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Sends the states of the service to systemd, and signs of life where it waits for them.
///
/// Messages go out in the order of the calls; a stage completes when its message has been handed to the
/// system, or exceptionally when it could not be. The service runs on either way. Safe for all threads.
///
/// A sign of life is sent at half the time that systemd waits, after each event loop of the edge has
/// taken its turn: a loop that hangs makes systemd act.
public final class SystemdNotifier implements AutoCloseable {

  private static final long NANOS_PER_MICRO = 1000;

  private final NotifySocket socket;
  private final EventLoopGroup watched;
  private final LongSupplier nanos;
  private final Consumer<String> notices;
  private final EventLoopGroup own =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("systemd", true), EpollIoHandler.newFactory());
  private final Channel channel;
  private final ChannelFuture connected;

  // Of the own loop.
  private boolean asking;
  private boolean failureSaid;

  /// Returns a notifier when systemd waits for messages; otherwise none, and says why if that is odd.
  ///
  /// @param environment of the process, for example [System#getenv()]
  /// @param loops       the event loops whose life the watchdog watches
  /// @param nanos       CLOCK_MONOTONIC, which on Linux is [System#nanoTime]
  /// @param notices     takes a line for the operator, from any thread
  public static Optional<SystemdNotifier> of(
      Map<String, String> environment,
      long pid,
      EventLoopGroup loops,
      LongSupplier nanos,
      Consumer<String> notices) {
    try {
      Optional<NotifySocket> socket = NotifySocket.of(environment, pid);
      if (socket.isEmpty()) return Optional.empty();
      if (!Epoll.isAvailable()) {
        notices.accept("systemd: no native transport here, so it cannot be notified");
        return Optional.empty();
      }
      return Optional.of(new SystemdNotifier(socket.get(), loops, nanos, notices));
    } catch (IllegalArgumentException e) {
      notices.accept(
          "systemd: NOTIFY_SOCKET=%s: %s; not notified"
              .formatted(environment.get("NOTIFY_SOCKET"), e.getMessage()));
      return Optional.empty();
    }
  }

  private SystemdNotifier(
      NotifySocket socket,
      EventLoopGroup watched,
      LongSupplier nanos,
      Consumer<String> notices) {
    this.socket = socket;
    this.watched = watched;
    this.nanos = nanos;
    this.notices = notices;
    connected =
        new Bootstrap()
            .group(own)
            .channel(EpollDomainDatagramChannel.class)
            .handler(new ChannelInboundHandlerAdapter())
            .connect(socket.address());
    channel = connected.channel();
    socket.watchdog().ifPresent(this::watch);
  }

  /// The service takes clients, for the first time or again after a reload.
  public CompletionStage<Void> ready(String status) {
    return send("READY=1\n" + line(status));
  }

  /// A reload begins; [#ready] must follow, also when it fails.
  public CompletionStage<Void> reloading() {
    return send("RELOADING=1\nMONOTONIC_USEC=" + nanos.getAsLong() / NANOS_PER_MICRO);
  }

  public CompletionStage<Void> stopping(String status) {
    return send("STOPPING=1\n" + line(status));
  }

  /// Shows a line in `systemctl status`.
  public CompletionStage<Void> status(String status) {
    return send(line(status));
  }

  /// One line, so that no text can set another variable.
  private static String line(String status) {
    return "STATUS=" + status.replaceAll("\\p{Cntrl}", " ");
  }

  private CompletionStage<Void> send(String message) {
    var sent = new CompletableFuture<Void>();
    connected.addListener(
        connecting -> {
          if (!connecting.isSuccess()) {
            failed(connecting.cause(), sent);
            return;
          }
          channel
              .writeAndFlush(Unpooled.copiedBuffer(message, UTF_8))
              .addListener(
                  writing -> {
                    if (writing.isSuccess()) sent.complete(null);
                    else failed(writing.cause(), sent);
                  });
        });
    return sent;
  }

  private void failed(Throwable why, CompletableFuture<Void> sent) {
    if (!failureSaid) {
      failureSaid = true;
      String reason =
          why instanceof FileNotFoundException ? "no such socket" : String.valueOf(why.getMessage());
      notices.accept("systemd: %s: %s; goes on without".formatted(socket.name(), reason));
    }
    sent.completeExceptionally(why);
  }

  private void watch(Duration limit) {
    long half = limit.dividedBy(2).toNanos();
    own.next().scheduleAtFixedRate(this::ask, half, half, TimeUnit.NANOSECONDS);
  }

  /// Goes through the watched loops one after another; one round at a time, so that a loop that hangs
  /// gathers no tasks.
  private void ask() {
    if (asking) return;
    asking = true;
    askNext(watched.iterator());
  }

  private void askNext(Iterator<EventExecutor> left) {
    if (left.hasNext()) left.next().execute(() -> askNext(left));
    else own.execute(this::alive);
  }

  private void alive() {
    asking = false;
    send("WATCHDOG=1");
  }

  /// Ends without a message; what was sent before is on its way.
  @Override
  public void close() {
    own.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
