package dev.fivetwenty.edge.listener;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fivetwenty.config.Endpoint;
import dev.fivetwenty.config.Listener;
import dev.fivetwenty.origin.ConfigurationProblem;
import dev.fivetwenty.origin.NoLeaks;
import dev.fivetwenty.origin.socket.Transport;
import dev.fivetwenty.origin.socket.TransportChoice;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(NoLeaks.class)
class ListeningSocketTest {

  @TempDir Path folder;
  private final List<Door> doors = new ArrayList<>();

  private Door open(Door.Wish wish) {
    Door door = Door.open(wish);
    doors.add(door);
    return door;
  }

  @AfterEach
  void close() {
    doors.forEach(Door::close);
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "NIO"})
  void servesOverTcp(TransportChoice transport) throws IOException {
    Door door = open(Door.Wish.PLAIN.on(transport));
    try (var client = new RawClient(door.port())) {
      assertThat(client.send(RawClient.GET).toEnd()).contains("client 127.0.0.1, plain");
    }
    Door.eventually("closed", () -> door.limits.open() == 0);
  }

  /// The one loop is held while they come, and with one at a time it would read from the first before the second.
  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "NIO"})
  void thoseThatWaitAreAcceptedInARow(TransportChoice choice) throws Exception {
    Transport transport = Transport.of(choice);
    var loop = new MultiThreadIoEventLoopGroup(1, transport.loopHandler());
    var terms =
        new Terms(
            new ConnectionLimits(10, 10), TrustedProxies.of(List.of()), new Refusals(), Duration.ofSeconds(60));
    Queue<String> heard = new ConcurrentLinkedQueue<>();
    ListeningSocket socket =
        ListeningSocket.bind(
                new Listener(new Endpoint.Tcp("127.0.0.1", 0), Optional.empty(), false), Optional.empty(),
                transport, loop, terms, (channel, _) -> hear(channel, heard), System.err::println)
            .get(60, TimeUnit.SECONDS);
    var clients = new ArrayList<RawClient>();
    try {
      var allHere = new CountDownLatch(1);
      loop.execute(() -> assertThatCode(allHere::await).doesNotThrowAnyException());
      for (int i = 0; i < 10; i++) {
        clients.add(new RawClient(((Endpoint.Tcp) socket.address()).port()).send("x"));
      }
      allHere.countDown();
      Door.eventually("all read", () -> heard.stream().filter("read"::equals).count() == 10);
      assertThat(heard).startsWith("open", "open", "open", "open", "open");
    } finally {
      for (RawClient client : clients) client.close();
      socket.stop().join();
      loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }
  }

  private static void hear(Channel channel, Queue<String> heard) {
    heard.add("open");
    channel.pipeline().addLast(
        new SimpleChannelInboundHandler<ByteBuf>() {
          @Override
          protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
            heard.add("read");
          }
        });
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "NIO"})
  void servesOverAUnixSocketAndRemovesItsFile(TransportChoice transport) throws IOException {
    Path path = folder.resolve("edge.sock");
    Door door = open(Door.Wish.PLAIN.on(transport).at(new Endpoint.Unix(path)));

    assertThat(askUnix(path)).contains("client unix, plain");
    assertThat(door.arrivals).allMatch(Arrival::isTrusted);
    assertThat(door.socket.address()).hasToString("unix:" + path);
    door.socket.stop().join();
    assertThat(path).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "NIO"})
  void servesOverIpv6(TransportChoice transport) throws IOException {
    Door door = open(Door.Wish.PLAIN.on(transport).at(new Endpoint.Tcp("::", 0)));
    try (var client = new RawClient("::1", door.port())) {
      assertThat(client.send(RawClient.GET).toEnd()).contains("client ::1, plain");
    }
    try (var client = new RawClient("127.0.0.1", door.port())) {
      assertThat(client.send(RawClient.GET).toEnd()).contains("client 127.0.0.1, plain");
    }
  }

  /// A socket for both versions would take IPv6, too, where only 0.0.0.0 was asked for.
  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "NIO"})
  void anyAddressOfIpv4IsNoneOfIpv6(TransportChoice transport) throws IOException {
    Door door = open(Door.Wish.PLAIN.on(transport).at(new Endpoint.Tcp("0.0.0.0", 0)));
    int port = door.port();
    try (var client = new RawClient("127.0.0.1", port)) {
      assertThat(client.send(RawClient.GET).toEnd()).contains("client 127.0.0.1, plain");
    }

    assertThat(door.socket.address()).hasToString("0.0.0.0:" + port);
    assertThatThrownBy(() -> new RawClient("::1", port)).isInstanceOf(ConnectException.class);
  }

  @Test
  void stopsAcceptingWhileOpenConnectionsGoOn() throws IOException {
    Door door = open(Door.Wish.PLAIN);
    int port = door.port();
    try (var client = new RawClient(port)) {
      client.send("GET / HTTP/1.1\r\n\r\n");
      assertThat(client.line()).startsWith("HTTP/1.1 200");
      door.socket.stop().join();

      assertThatThrownBy(() -> new RawClient(port)).isInstanceOf(ConnectException.class);
      assertThat(client.send(RawClient.GET).toEnd()).contains("HTTP/1.1 200");
    }
  }

  @Test
  void saysThatAPortIsInUse() {
    Door door = open(Door.Wish.PLAIN);

    assertProblem(
        new Endpoint.Tcp("127.0.0.1", door.port()),
        "listen 127.0.0.1:" + door.port(), "the port is in use");
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 0, listen 192.0.2.1:0: this machine has no such address",
    "no.such.host.invalid, 80, listen no.such.host.invalid:80: no address is known for the name",
  })
  void saysWhyAnAddressCannotBeBound(String host, int port, String text) {
    assertProblem(new Endpoint.Tcp(host, port), text);
  }

  @Test
  void saysWhyAPathCannotBeBound() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    Path used = folder.resolve("used");
    open(Door.Wish.PLAIN.at(new Endpoint.Unix(used)));

    assertProblem(new Endpoint.Unix(file), "listen unix:" + file, "the path exists and is no socket");
    assertThat(file).hasContent("mine");
    assertProblem(new Endpoint.Unix(used), "the socket is in use");
    assertProblem(new Endpoint.Unix(folder.resolve("absent/a.sock")), "the folder does not exist");
    assertProblem(new Endpoint.Unix(folder.resolve("a".repeat(108))), "longer than the 107 bytes");
  }

  @Test
  void replacesASocketThatNobodyListensOn() throws IOException {
    Path path = folder.resolve("left.sock");
    ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(path))
        .close();
    assertThat(path).exists();

    open(Door.Wish.PLAIN.at(new Endpoint.Unix(path)));
    assertThat(askUnix(path)).contains("client unix");
  }

  private static void assertProblem(Endpoint address, String... parts) {
    assertThat(problem(Door.Wish.PLAIN.on(TransportChoice.EPOLL).at(address))).contains(parts);
    assertThat(problem(Door.Wish.PLAIN.on(TransportChoice.NIO).at(address)))
        .contains("listen " + address + ": ");
  }

  private static String problem(Door.Wish wish) {
    try (Door door = Door.open(wish)) {
      throw new AssertionError("it listens at " + door.socket.address());
    } catch (IllegalStateException e) {
      Throwable thrown = e;
      while (!(thrown instanceof ConfigurationProblem)) thrown = thrown.getCause();
      return thrown.getMessage();
    }
  }

  private static String askUnix(Path path) throws IOException {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      channel.write(ByteBuffer.wrap(RawClient.GET.getBytes(ISO_8859_1)));
      return new String(Channels.newInputStream(channel).readAllBytes(), ISO_8859_1);
    }
  }
}
