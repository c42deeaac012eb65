package dev.fivetwenty.edge.listener;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.fivetwenty.config.Cidr;
import dev.fivetwenty.config.Endpoint;
import dev.fivetwenty.config.Listener;
import dev.fivetwenty.config.ListenerTls;
import dev.fivetwenty.edge.tls.ClientTls;
import dev.fivetwenty.origin.socket.Transport;
import dev.fivetwenty.origin.socket.TransportChoice;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/// A listener of a test. Behind it stands a server that answers each `GET` with what it knows of the
/// connection, and plain HTTP on a TLS port with 400.
public final class Door implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofSeconds(20);

  public final Refusals refusals = new Refusals();
  public final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
  public final ConnectionLimits limits;
  public final ListeningSocket socket;
  public final Optional<ClientTls> tls;
  private final EventLoopGroup loops;

  /// How a test wants its listener; without more, plain and for anybody.
  public record Wish(
      Endpoint address,
      Optional<ListenerTls> tls,
      boolean proxyProtocol,
      List<String> trusted,
      int most,
      int mostOfClient,
      Duration opening,
      TransportChoice transport) {

    public static final Wish PLAIN =
        new Wish(
            new Endpoint.Tcp("127.0.0.1", 0), Optional.empty(), false, List.of(), 1000, 1000,
            Duration.ofSeconds(15), TransportChoice.AUTO);

    public Wish at(Endpoint other) {
      return new Wish(other, tls, proxyProtocol, trusted, most, mostOfClient, opening, transport);
    }

    public Wish with(ListenerTls options) {
      return new Wish(
          address, Optional.of(options), proxyProtocol, trusted, most, mostOfClient, opening, transport);
    }

    public Wish on(TransportChoice other) {
      return new Wish(address, tls, proxyProtocol, trusted, most, mostOfClient, opening, other);
    }

    Wish proxiedBy(String... blocks) {
      return new Wish(
          address, tls, true, List.of(blocks), most, mostOfClient, opening, transport);
    }

    Wish atMost(int all, int ofClient) {
      return new Wish(address, tls, proxyProtocol, trusted, all, ofClient, opening, transport);
    }

    public Wish within(Duration time) {
      return new Wish(address, tls, proxyProtocol, trusted, most, mostOfClient, time, transport);
    }
  }

  private Door(Wish wish) throws InterruptedException, ExecutionException, TimeoutException {
    Transport transport = Transport.of(wish.transport);
    loops = new MultiThreadIoEventLoopGroup(2, transport.loopHandler());
    limits = new ConnectionLimits(wish.most, wish.mostOfClient);
    var trusted =
        TrustedProxies.of(wish.trusted.stream().map(Cidr::parse).toList());
    tls =
        wish.tls.map(
            options -> ClientTls.open(options, transport.isNative(), InstantSource.system()));
    socket =
        ListeningSocket.bind(
                new Listener(wish.address, wish.tls, wish.proxyProtocol),
                tls,
                transport,
                loops,
                new Terms(limits, trusted, refusals, wish.opening),
                this::serve,
                System.err::println)
            .get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
  }

  public static Door open(Wish wish) {
    try {
      return new Door(wish);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  public int port() {
    return ((Endpoint.Tcp) socket.address()).port();
  }

  private void serve(Channel channel, Arrival arrival) {
    arrivals.add(arrival);
    channel.pipeline().addLast(new Server(arrival));
  }

  /// Waits until something is so, with a deadline.
  public static void eventually(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) throw new AssertionError("not in time: " + what);
      Thread.onSpinWait();
      Thread.yield();
    }
  }

  @Override
  public void close() {
    socket.stop().join();
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    tls.ifPresent(ClientTls::close);
  }

  /// Knows just enough of HTTP: requests without content.
  private static final class Server extends SimpleChannelInboundHandler<ByteBuf> {
    private final Arrival arrival;
    private final StringBuilder head = new StringBuilder();

    Server(Arrival arrival) {
      this.arrival = arrival;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
      head.append(bytes.toString(ISO_8859_1));
      for (int end = head.indexOf("\r\n\r\n"); end >= 0; end = head.indexOf("\r\n\r\n")) {
        boolean close = head.substring(0, end).contains("Connection: close");
        head.delete(0, end + 4);
        answer(ctx, close);
      }
    }

    private void answer(ChannelHandlerContext ctx, boolean close) {
      String tls = arrival.tls().map(facts -> facts.version() + " " + facts.serverName()).orElse("plain");
      String text = "client " + arrival.client().text() + ", " + tls + "\n";
      String status = arrival.plainOnTls() ? "400 Bad Request" : "200 OK";
      String reply =
          "HTTP/1.1 " + status + "\r\nContent-Length: " + text.length() + "\r\n\r\n" + text;
      var written = ctx.writeAndFlush(Unpooled.copiedBuffer(reply, ISO_8859_1));
      if (close || arrival.plainOnTls()) written.addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
      ctx.close();
    }
  }
}
