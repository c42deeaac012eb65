package dev.fivetwenty.cli.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The socket on which systemd hears of its services.
final class SystemdSocket implements AutoCloseable {

  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());

  private SystemdSocket(Path path) throws InterruptedException {
    new Bootstrap().group(group).channel(EpollDomainDatagramChannel.class)
        .handler(
            new SimpleChannelInboundHandler<DomainDatagramPacket>() {
              @Override
              protected void channelRead0(ChannelHandlerContext ctx, DomainDatagramPacket packet) {
                received.add(packet.content().toString(UTF_8));
              }
            })
        .bind(new DomainSocketAddress(path.toString())).sync();
  }

  static SystemdSocket at(Path path) throws InterruptedException {
    return new SystemdSocket(path);
  }

  /// Returns the next message that begins so, past signs of life.
  String await(String start) throws InterruptedException {
    String message = received.poll(60, TimeUnit.SECONDS);
    while ("WATCHDOG=1".equals(message) && !message.equals(start)) {
      message = received.poll(60, TimeUnit.SECONDS);
    }
    assertThat(message).startsWith(start);
    return message;
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
