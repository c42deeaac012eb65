package dev.fivetwenty.origin.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.origin.socket.HadTransports;
import dev.fivetwenty.origin.socket.Transport;
import dev.fivetwenty.origin.socket.TransportChoice;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.SocketProtocolFamily;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// One event loop with channels on it, each with a plain socket at its other end.
final class Loopback implements AutoCloseable {

  /// In seconds; what is waited for comes at once.
  static final int PATIENCE = 60;

  private static final InetAddress HOST = InetAddress.ofLiteral("127.0.0.1");

  /// How a channel came to be.
  enum Side { ACCEPTED, CONNECTED }

  final EventLoopGroup group;
  final EventLoop loop;
  private final List<Socket> peers = new ArrayList<>();
  private End witness;

  Loopback() {
    HadTransports.assume(TransportChoice.EPOLL);
    group = new MultiThreadIoEventLoopGroup(1, Transport.of(TransportChoice.EPOLL).loopHandler());
    loop = group.next();
  }

  /// A channel, its peer, and what its handlers were told.
  record End(Channel channel, Socket peer, Told told) {

    void send(byte[] bytes) throws IOException {
      peer.getOutputStream().write(bytes);
    }

    /// Has the peer send from another thread, as the channel may take its time.
    CompletableFuture<Void> sends(byte[] bytes) {
      return aside(() -> {
        send(bytes);
        return null;
      });
    }

    byte[] receive(int length) throws IOException {
      return peer.getInputStream().readNBytes(length);
    }

    CompletableFuture<byte[]> receives(int length) {
      return aside(() -> receive(length));
    }

    boolean isAtEnd() throws IOException {
      return peer.getInputStream().read() < 0;
    }

    void reset() throws IOException {
      peer.setSoLinger(true, 0);
      peer.close();
    }
  }

  End open(Side side) throws Exception {
    return open(side, _ -> {});
  }

  End open(Side side, Consumer<Channel> setUp) throws Exception {
    return open(side, setUp, new Told());
  }

  End open(Side side, Consumer<Channel> setUp, Told told) throws Exception {
    var handler = new ChannelInitializer<Channel>() {
      @Override
      protected void initChannel(Channel channel) {
        setUp.accept(channel);
        channel.pipeline().addLast(told);
      }
    };
    End end = side == Side.ACCEPTED ? accepted(handler, told) : connected(handler, told);
    end.peer.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE));
    end.peer.setTcpNoDelay(true);
    peers.add(end.peer);
    return end;
  }

  private End accepted(ChannelHandler handler, Told told) throws Exception {
    BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();
    Channel listener = listen(handler, accepted, SocketProtocolFamily.INET, HOST);
    var peer = new Socket(HOST, port(listener));
    Channel channel = accepted.poll(PATIENCE, TimeUnit.SECONDS);
    listener.close().sync();
    return new End(channel, peer, told);
  }

  private End connected(ChannelHandler handler, Told told) throws Exception {
    try (var listener = new ServerSocket(0, 1, HOST)) {
      Channel channel = bootstrap(handler).connect(listener.getLocalSocketAddress()).sync().channel();
      return new End(channel, listener.accept(), told);
    }
  }

  Bootstrap bootstrap(ChannelHandler handler) {
    return new Bootstrap().group(group)
        .channelFactory(() -> TcpChannel.of(SocketProtocolFamily.INET))
        .handler(handler);
  }

  Channel listen(
      ChannelHandler handler, BlockingQueue<Channel> accepted, SocketProtocolFamily family, InetAddress at)
      throws InterruptedException {
    return new ServerBootstrap().group(group)
        .channelFactory(() -> new TcpListener(family))
        .childHandler(new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel channel) {
            channel.pipeline().addLast(handler);
            accepted.add(channel);
          }
        })
        .bind(at, 0).sync().channel();
  }

  static int port(Channel listener) {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /// Has a step run on the loop, as one event, and waits for it.
  <T> T on(Callable<T> step) throws Exception {
    return loop.submit(step).get(PATIENCE, TimeUnit.SECONDS);
  }

  void run(Runnable step) throws Exception {
    on(() -> {
      step.run();
      return null;
    });
  }

  /// Keeps the loop from hearing anything while something happens.
  void whileDeaf(Step step) throws Exception {
    var over = new CountDownLatch(1);
    var deaf = new CountDownLatch(1);
    loop.execute(() -> {
      deaf.countDown();
      await(over);
    });
    await(deaf);
    try {
      step.run();
    } finally {
      over.countDown();
    }
  }

  /// What may fail.
  interface Step {
    void run() throws Exception;
  }

  /// Returns once the loop has heard all that has happened by now: it is told in the order of events.
  void heardAll() throws Exception {
    if (witness == null) witness = open(Side.ACCEPTED);
    witness.send(new byte[1]);
    witness.told.bytes(1);
    run(() -> {});
  }

  ByteBufAllocator allocator() {
    return ByteBufAllocator.DEFAULT;
  }

  static byte[] random(Random random, int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /// Runs something that waits for a peer in a thread of its own.
  static <T> CompletableFuture<T> aside(Callable<T> step) {
    var done = new CompletableFuture<T>();
    Thread.ofVirtual().start(() -> {
      try {
        done.complete(step.call());
      } catch (Exception e) {
        done.completeExceptionally(e);
      }
    });
    return done;
  }

  static <T> T get(CompletableFuture<T> done) throws Exception {
    return done.get(PATIENCE, TimeUnit.SECONDS);
  }

  static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    for (Socket peer : peers) {
      try {
        peer.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
