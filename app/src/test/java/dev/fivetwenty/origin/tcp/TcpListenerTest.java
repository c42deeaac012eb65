package dev.fivetwenty.origin.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.origin.NoLeaks;
import dev.fivetwenty.origin.SilentPort;
import dev.fivetwenty.origin.tcp.Loopback.End;
import dev.fivetwenty.origin.tcp.Loopback.Side;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketProtocolFamily;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Everyone who connects is accepted, with an address, unless accepting is paused.
@ExtendWith(NoLeaks.class)
class TcpListenerTest {

  private static final InetAddress HOST = InetAddress.ofLiteral("127.0.0.1");

  /// Numbers below that of a socket that may be free.
  private static final int MOST_LOWER = 16;

  private final BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();
  private final List<AutoCloseable> others = new ArrayList<>();
  private Loopback loopback;

  @BeforeEach
  void open() {
    loopback = new Loopback();
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable other : others) other.close();
    loopback.close();
  }

  @ChannelHandler.Sharable
  private static final class Shared extends Told {}

  private Channel listen(Told told) throws Exception {
    return loopback.listen(told, accepted, SocketProtocolFamily.INET, HOST);
  }

  private Channel listen() throws Exception {
    return listen(new Shared());
  }

  private Socket connect(Channel listener) throws Exception {
    var peer = new Socket(HOST, Loopback.port(listener));
    others.add(peer);
    return peer;
  }

  private Channel next() throws InterruptedException {
    Channel channel = accepted.poll(Loopback.PATIENCE, TimeUnit.SECONDS);
    assertThat(channel).isNotNull();
    return channel;
  }

  @Test
  void manyAtOnceAreAllAccepted() throws Exception {
    Channel listener = listen();
    Set<SocketAddress> peers = new HashSet<>();
    loopback.whileDeaf(() -> {
      for (int i = 0; i < 50; i++) peers.add(connect(listener).getLocalSocketAddress());
    });
    for (int i = 0; i < 50; i++) assertThat(peers.remove(next().remoteAddress())).isTrue();
    assertThat(peers).isEmpty();
  }

  @Test
  void whoConnectsDuringAPauseIsAcceptedAfterIt() throws Exception {
    Channel listener = listen();
    for (int round = 0; round < 3; round++) {
      listener.config().setAutoRead(false);
      for (int i = 0; i < 20; i++) connect(listener);
      loopback.heardAll();
      assertThat(accepted).isEmpty();
      listener.config().setAutoRead(true);
      for (int i = 0; i < 20; i++) next();
    }
  }

  @Test
  void aPauseTakesEffectAtTheNextConnection() throws Exception {
    Channel listener = listen();
    listener.pipeline().addFirst(new Told() {
      @Override
      public void channelRead(ChannelHandlerContext ctx, Object channel) {
        ctx.channel().config().setAutoRead(false);
        ctx.fireChannelRead(channel);
      }
    });
    loopback.whileDeaf(() -> {
      for (int i = 0; i < 3; i++) connect(listener);
    });
    for (int i = 0; i < 3; i++) {
      next();
      loopback.heardAll();
      assertThat(accepted).isEmpty();
      listener.config().setAutoRead(true);
    }
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1, INET", "127.0.0.1, ", "::1, ", "::1, INET6"})
  void bothEndsNameEachOther(String host, SocketProtocolFamily family) throws Exception {
    InetAddress at = InetAddress.ofLiteral(host);
    Channel listener = loopback.listen(new Told(), accepted, family, at);
    try (var peer = new Socket(at, Loopback.port(listener))) {
      Channel channel = next();
      assertThat(channel.remoteAddress()).isEqualTo(peer.getLocalSocketAddress());
      assertThat(channel.localAddress()).isEqualTo(peer.getRemoteSocketAddress());
      assertThat(channel.parent()).isSameAs(listener);
    }
  }

  @Test
  void whoHasLeftBeforeItIsAcceptedHasAnAddressAndIsToldAsReset() throws Exception {
    var told = new Shared();
    Channel listener = listen(told);
    SocketAddress[] left = new SocketAddress[1];
    loopback.whileDeaf(() -> {
      Socket peer = connect(listener);
      left[0] = peer.getLocalSocketAddress();
      peer.setSoLinger(true, 0);
      peer.close();
    });
    assertThat(next().remoteAddress()).isEqualTo(left[0]);
    assertThat((Throwable) told.next()).hasMessageContaining("Connection reset by peer");
    assertThat(told.next()).isEqualTo(Told.INACTIVE);
  }

  @Test
  void whatWasSentBeforeItIsAcceptedIsRead() throws Exception {
    var told = new Shared();
    Channel listener = listen(told);
    loopback.whileDeaf(() -> {
      Socket peer = connect(listener);
      peer.getOutputStream().write(new byte[] {1, 2, 3});
      peer.shutdownOutput();
    });
    assertThat(told.bytes(3)).containsExactly(1, 2, 3);
    assertThat(told.next()).isEqualTo(Told.INACTIVE);
  }

  @Test
  void aCloseFreesThePort() throws Exception {
    Channel listener = listen();
    int port = Loopback.port(listener);
    listener.close().sync();
    assertThat(listener.isOpen()).isFalse();
    try (var again = new ServerSocket(port, 1, HOST)) {
      assertThat(again.getLocalPort()).isEqualTo(port);
    }
  }

  @Test
  void aPortThatIsTakenIsNotToBeHad() throws Exception {
    Channel listener = listen();
    var second = new TcpListener(SocketProtocolFamily.INET);
    loopback.loop.register(second).sync();
    var bound = second.bind(listener.localAddress());
    assertThat(bound.await(Loopback.PATIENCE, TimeUnit.SECONDS)).isTrue();
    assertThat(bound.cause()).hasMessageContaining("Address already in use");
    second.close().sync();
  }

  /// As [ConnectingTest#whatIsToldOfAClosedSocketIsNotTakenForTheNext()].
  @Test
  void whatIsToldOfAClosedSocketIsNotTakenForTheNext() throws Exception {
    var told = new Shared();
    Channel listener = listen(told);
    listener.pipeline().addFirst(new Told() {
      @Override
      public void channelRead(ChannelHandlerContext ctx, Object channel) {
        ((Channel) channel).config().setOption(ChannelOption.AUTO_READ, false);
        ctx.fireChannelRead(channel);
      }
    });
    End closed = loopback.open(Side.CONNECTED);
    End first = loopback.open(Side.CONNECTED, _ -> {}, new Told() {
      @Override
      public void channelRead(ChannelHandlerContext ctx, Object message) {
        super.channelRead(ctx, message);
        closed.channel().close();
      }
    });
    loopback.heardAll();
    Socket[] peer = new Socket[1];
    loopback.whileDeaf(() -> {
      first.send(new byte[1]);
      peer[0] = connect(listener);
      for (int i = 0; i < MOST_LOWER; i++) others.add(new SilentPort("127.0.0.1"));
      closed.reset();
    });
    next();
    loopback.heardAll();
    peer[0].getOutputStream().write(1);
    loopback.heardAll();
    told.nothingMore();
  }
}
