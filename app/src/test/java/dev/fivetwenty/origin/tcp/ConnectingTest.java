package dev.fivetwenty.origin.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.origin.FullPort;
import dev.fivetwenty.origin.NoLeaks;
import dev.fivetwenty.origin.SilentPort;
import dev.fivetwenty.origin.socket.SystemErrors;
import dev.fivetwenty.origin.tcp.Loopback.End;
import dev.fivetwenty.origin.tcp.Loopback.Side;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketProtocolFamily;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ConnectionPendingException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A connection comes about, or it is told why not.
@ExtendWith(NoLeaks.class)
class ConnectingTest {

  private static final String HOST = "127.0.0.1";
  private static final int ECONNREFUSED = 111;

  /// Numbers below that of a socket that may be free.
  private static final int MOST_LOWER = 16;

  private Loopback loopback;

  @BeforeEach
  void open() {
    loopback = new Loopback();
  }

  @AfterEach
  void close() {
    loopback.close();
  }

  private static InetSocketAddress at(int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(HOST), port);
  }

  private TcpChannel registered(SocketProtocolFamily family) throws InterruptedException {
    TcpChannel channel = TcpChannel.of(family);
    loopback.loop.register(channel).sync();
    return channel;
  }

  private TcpChannel registered() throws InterruptedException {
    return registered(SocketProtocolFamily.INET);
  }

  private static Throwable failure(ChannelFuture future) throws InterruptedException {
    assertThat(future.await(Loopback.PATIENCE, TimeUnit.SECONDS)).isTrue();
    return future.cause();
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1, INET", "127.0.0.1, ", "::1, "})
  void bothEndsNameEachOther(String host, SocketProtocolFamily family) throws Exception {
    TcpChannel channel = registered(family);
    try (var listener = new ServerSocket(0, 1, InetAddress.ofLiteral(host))) {
      channel.connect(listener.getLocalSocketAddress()).sync();
      try (Socket peer = listener.accept()) {
        assertThat(channel.localAddress()).isEqualTo(peer.getRemoteSocketAddress());
        assertThat(channel.remoteAddress()).isEqualTo(peer.getLocalSocketAddress());
        assertThat(channel.isActive()).isTrue();
      }
    }
  }

  @Test
  void itComesFromTheAddressAskedFor() throws Exception {
    try (var listener = new ServerSocket(0, 1, InetAddress.ofLiteral(HOST))) {
      Channel channel = registered();
      var from = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), 0);
      channel.connect(listener.getLocalSocketAddress(), from).sync();
      try (Socket peer = listener.accept()) {
        assertThat(peer.getInetAddress()).isEqualTo(from.getAddress());
        assertThat(channel.localAddress()).isEqualTo(peer.getRemoteSocketAddress());
      }
    }
  }

  @Test
  void aRefusalIsToldWithTheErrorWhileTheChannelIsOpen() throws Exception {
    try (var silent = new SilentPort(HOST)) {
      TcpChannel channel = registered();
      var wasOpen = channel.newPromise();
      ChannelFuture connected = channel.connect(at(silent.port()));
      connected.addListener(_ -> {
        if (channel.isOpen()) wasOpen.setSuccess();
        else wasOpen.setFailure(new AssertionError());
      });
      assertThat(failure(connected)).isInstanceOf(ConnectException.class)
          .hasMessageContainingAll("Connection refused", HOST + ":" + silent.port());
      assertThat(SystemErrors.ofConnect(connected.cause(), false)).isEqualTo(ECONNREFUSED);
      assertThat(failure(wasOpen)).isNull();
      assertThat(((InetSocketAddress) channel.localAddress()).getPort()).isPositive();
      assertThat(channel.remoteAddress()).isNull();
      assertThat(channel.isActive()).isFalse();
      channel.close().sync();
    }
  }

  @Test
  void whatIsWrittenToNobodyFails() throws Exception {
    try (var silent = new SilentPort(HOST)) {
      TcpChannel channel = registered();
      failure(channel.connect(at(silent.port())));
      assertThat(failure(channel.writeAndFlush(loopback.allocator().buffer().writeByte(1)))).isNotNull();
      channel.close().sync();
    }
  }

  @Test
  void aListenerThatClosesMeanwhileRefuses() throws Exception {
    var full = new FullPort(HOST, 0);
    ChannelFuture connected;
    try {
      TcpChannel channel = registered();
      connected = channel.connect(at(full.port()));
      loopback.run(() -> {});
      assertThat(connected.isDone()).isFalse();
    } finally {
      full.close();
    }
    // The system asks again after a second.
    assertThat(failure(connected)).isInstanceOf(ConnectException.class);
  }

  @Test
  void whoClosesWhileConnectingIsToldSo() throws Exception {
    try (var full = new FullPort(HOST, 0)) {
      TcpChannel channel = registered();
      ChannelFuture connected = channel.connect(at(full.port()));
      ChannelFuture second = channel.connect(at(full.port()));
      assertThat(failure(second)).isInstanceOf(ConnectionPendingException.class);
      assertThat(connected.isDone()).isFalse();
      channel.close().sync();
      assertThat(failure(connected)).isInstanceOf(ClosedChannelException.class);
      assertThat(failure(channel.connect(at(full.port())))).isInstanceOf(ClosedChannelException.class);
    }
  }

  @Test
  void whoIsConnectedConnectsNoMore() throws Exception {
    End end = loopback.open(Side.CONNECTED);
    assertThat(failure(end.channel().connect(at(end.peer().getLocalPort()))))
        .isInstanceOf(AlreadyConnectedException.class);
    end.send(new byte[] {1});
    assertThat(end.told().bytes(1)).containsExactly(1);
  }

  @Test
  void whoGivesUpIsNotLeftWithAConnection() throws Exception {
    try (var listener = new ServerSocket(0, 1, InetAddress.ofLiteral(HOST))) {
      TcpChannel channel = registered();
      loopback.run(() -> channel.connect(listener.getLocalSocketAddress()).cancel(false));
      assertThat(failure(channel.closeFuture())).isNull();
      try (Socket peer = listener.accept()) {
        assertThat(peer.getInputStream().read()).isEqualTo(-1);
      }
    }
  }

  /// The system gives the number of a closed socket to the next one at once, while the loop may still be
  /// about to tell what happened to the closed one.
  @Test
  void whatIsToldOfAClosedSocketIsNotTakenForTheNext() throws Exception {
    try (var full = new FullPort(HOST, 0)) {
      End closed = loopback.open(Side.CONNECTED, ConnectingTest::paused);
      ChannelFuture[] connected = new ChannelFuture[1];
      var replacing = new Told() {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
          super.channelRead(ctx, message);
          closed.channel().close();
          TcpChannel next = TcpChannel.of(SocketProtocolFamily.INET);
          loopback.loop.register(next).addListener(_ -> connected[0] = next.connect(at(full.port())));
        }
      };
      End first = loopback.open(Side.CONNECTED, _ -> {}, replacing);
      loopback.heardAll();
      List<SilentPort> lower = new ArrayList<>();
      for (int i = 0; i < MOST_LOWER; i++) lower.add(new SilentPort(HOST));
      loopback.whileDeaf(() -> {
        first.send(new byte[1]);
        closed.send(new byte[1]);
      });
      replacing.bytes(1);
      loopback.heardAll();
      assertThat(connected[0].isDone()).isFalse();
      for (SilentPort port : lower) port.close();
    }
  }

  private static void paused(Channel channel) {
    channel.config().setOption(ChannelOption.AUTO_READ, false);
  }
}
