package dev.fivetwenty.bench.edge;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// An origin of raw bytes that answers with 1 KiB, or breaks its reply in the way that the path names.
///
/// One event loop in this JVM. Requests have no content, and proxies do not pipeline, so the end of a head is the end of
/// a request.
final class BreakingOrigin implements AutoCloseable {

  /// The ways to break a reply.
  enum Break {
    /// RST in place of a reply.
    RESET,
    /// FIN in place of a reply.
    EMPTY,
    /// A header section of 24 KiB, more than any of the compared takes.
    LARGE_HEADER,
    /// A status line without a status.
    BAD_STATUS_LINE;

    String path() {
      return "/break/" + name().toLowerCase(Locale.ROOT);
    }
  }

  private static final int LARGE = 24 << 10;
  private static final int MAX_HEAD = 16 << 10;

  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final Channel listener;
  private final ByteBuf sound;
  private final ByteBuf largeHeader;
  private final ByteBuf badStatusLine;

  BreakingOrigin(int size) {
    sound = keep("HTTP/1.1 200 OK\r\nServer: bench\r\nContent-Type: text/plain\r\nContent-Length: "
        + size + "\r\n\r\n" + StaticOrigin.content(size));
    largeHeader = keep("HTTP/1.1 200 OK\r\nX-Large: " + "x".repeat(LARGE) + "\r\nContent-Length: 0\r\n\r\n");
    badStatusLine = keep("HTTP/1.1 fine\r\nContent-Length: 0\r\n\r\n");
    listener =
        new ServerBootstrap()
            .group(group)
            .channel(EpollServerSocketChannel.class)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new Connection());
                  }
                })
            .bind("127.0.0.1", 0)
            .syncUninterruptibly()
            .channel();
  }

  private static ByteBuf keep(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return Unpooled.unreleasableBuffer(Unpooled.directBuffer(bytes.length).writeBytes(bytes));
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listener.localAddress();
  }

  @Override
  public void close() {
    listener.close().syncUninterruptibly();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private final class Connection extends ChannelInboundHandlerAdapter {

    private final StringBuilder head = new StringBuilder();

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      var bytes = (ByteBuf) message;
      head.append(bytes.toString(StandardCharsets.ISO_8859_1));
      bytes.release();
      int end = head.indexOf("\r\n\r\n");
      if (end < 0) {
        if (head.length() > MAX_HEAD) context.close();
        return;
      }
      answer(context, head.substring(0, head.indexOf("\r")));
      head.setLength(0);
    }

    private void answer(ChannelHandlerContext context, String requestLine) {
      for (Break kind : Break.values()) {
        if (requestLine.contains(kind.path())) {
          breakReply(context, kind);
          return;
        }
      }
      context.writeAndFlush(sound.duplicate(), context.voidPromise());
    }

    private void breakReply(ChannelHandlerContext context, Break kind) {
      switch (kind) {
        case RESET -> {
          context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
          context.close();
        }
        case EMPTY -> context.close();
        case LARGE_HEADER -> send(context, largeHeader);
        case BAD_STATUS_LINE -> send(context, badStatusLine);
      }
    }

    private static void send(ChannelHandlerContext context, ByteBuf reply) {
      context.writeAndFlush(reply.duplicate()).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
      if (!(thrown instanceof IOException)) context.fireExceptionCaught(thrown);
      context.close(); // A proxy that gives a connection up may reset it.
    }
  }
}
