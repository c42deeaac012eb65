package dev.fivetwenty.origin.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A peer that resets its connection is seen to, whatever was asked of the socket by then.
class LeavingPeersTest {

  private static final int TRIALS = 100;

  private final BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();
  private final BlockingQueue<Throwable> told = new LinkedBlockingQueue<>();
  private EventLoopGroup loop;
  private Channel listener;

  @AfterEach
  void close() {
    if (loop != null) loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private void open(TransportChoice choice) {
    HadTransports.assume(choice);
    Transport transport = Transport.of(choice);
    loop = new MultiThreadIoEventLoopGroup(1, transport.loopHandler());
    listener = new ServerBootstrap().group(loop)
        .channelFactory(transport.serverSocket()::get)
        .childOption(ChannelOption.AUTO_READ, false)
        .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
        .childHandler(new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel channel) {
            accepted.add(channel);
            channel.pipeline().addLast(new Unread());
          }
        })
        .bind(InetAddress.getLoopbackAddress(), 0).syncUninterruptibly().channel();
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "IO_URING"})
  void aResetIsToldThoughNobodyReads(TransportChoice transport) throws Exception {
    open(transport);
    for (int i = 0; i < TRIALS; i++) {
      leave();
      assertThat(told.poll(60, TimeUnit.SECONDS)).hasMessageContaining("Connection reset by peer");
      accepted.remove().close();
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "IO_URING"})
  void whoHasLeftBeforeItIsAcceptedHasAnAddress(TransportChoice transport) throws Exception {
    open(transport);
    var left = new CountDownLatch(1);
    loop.execute(() -> await(left));
    leave();
    left.countDown();
    Channel channel = accepted.poll(60, TimeUnit.SECONDS);
    assertThat(channel.remoteAddress()).isInstanceOf(InetSocketAddress.class);
  }

  private void leave() throws Exception {
    var address = (InetSocketAddress) listener.localAddress();
    try (var peer = new Socket(address.getAddress(), address.getPort())) {
      peer.setSoLinger(true, 0);
      peer.getOutputStream().write(new byte[10_000]);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private final class Unread extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) {
      ReferenceCountUtil.release(bytes);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
      told.add(thrown);
    }
  }
}
