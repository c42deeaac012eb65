package dev.fivetwenty.edge.systemd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What arrives at a socket that plays systemd's.
class SystemdNotifierTest {

  private static final long PID = 4711;
  private static final long MICROS = 123_456_789;

  @TempDir Path folder;

  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final List<String> notices = new CopyOnWriteArrayList<>();
  private final EventLoopGroup systemd =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(2, EpollIoHandler.newFactory());

  @BeforeEach
  void needsLinux() {
    assumeTrue(Epoll.isAvailable(), "no epoll");
  }

  @AfterEach
  void stop() {
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    systemd.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  @Test
  void theStatesOfAServiceArriveInOrder() throws Exception {
    String path = folder.resolve("notify").toString();
    listen(new DomainSocketAddress(path));
    try (var notifier = notifier(Map.of("NOTIFY_SOCKET", path))) {
      notifier.ready("2 listeners, 3 routes");
      notifier.reloading();
      notifier.ready("reloaded");
      notifier.status("12 exchanges in progress");
      notifier.stopping("draining").toCompletableFuture().get(10, TimeUnit.SECONDS);

      assertThat(next()).isEqualTo("READY=1\nSTATUS=2 listeners, 3 routes");
      assertThat(next()).isEqualTo("RELOADING=1\nMONOTONIC_USEC=" + MICROS);
      assertThat(next()).isEqualTo("READY=1\nSTATUS=reloaded");
      assertThat(next()).isEqualTo("STATUS=12 exchanges in progress");
      assertThat(next()).isEqualTo("STOPPING=1\nSTATUS=draining");
    }
    assertThat(received).isEmpty();
    assertThat(notices).isEmpty();
  }

  @Test
  void anAbstractSocketIsReachedByItsExactName() throws Exception {
    String name = "fivetwenty-" + UUID.randomUUID();
    listen(new DomainSocketAddress('\0' + name));
    // The kernel shows the name to its last byte, so that one padded with NULs would end in @.
    assertThat(Files.readString(Path.of("/proc/net/unix"))).contains(" @" + name + "\n");

    try (var notifier = notifier(Map.of("NOTIFY_SOCKET", "@" + name))) {
      notifier.ready("up").toCompletableFuture().get(10, TimeUnit.SECONDS);
      assertThat(next()).isEqualTo("READY=1\nSTATUS=up");
    }
  }

  @Test
  void noStatusCanSetAnotherVariable() throws Exception {
    String path = folder.resolve("notify").toString();
    listen(new DomainSocketAddress(path));
    try (var notifier = notifier(Map.of("NOTIFY_SOCKET", path))) {
      notifier.status("a\nMAINPID=1\r\u0000b").toCompletableFuture().get(10, TimeUnit.SECONDS);
      assertThat(next()).isEqualTo("STATUS=a MAINPID=1  b");
    }
  }

  @Test
  void signsOfLifeComeUntilAnEventLoopHangs() throws Exception {
    String path = folder.resolve("notify").toString();
    listen(new DomainSocketAddress(path));
    var environment =
        Map.of("NOTIFY_SOCKET", path, "WATCHDOG_USEC", "100000", "WATCHDOG_PID", "" + PID);
    var go = new CountDownLatch(1);
    try (var _ = notifier(environment)) {
      for (int i = 0; i < 3; i++) assertThat(next()).isEqualTo("WATCHDOG=1");

      var hanging = new CountDownLatch(1);
      loops.next().execute(
          () -> {
            hanging.countDown();
            await(go);
          });
      assertThat(hanging.await(10, TimeUnit.SECONDS)).isTrue();
      awaitSilence();

      go.countDown();
      assertThat(next()).isEqualTo("WATCHDOG=1");
    } finally {
      go.countDown();
    }
  }

  /// Signs that wait, or were under way, come first.
  private void awaitSilence() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (received.poll(500, TimeUnit.MILLISECONDS) != null) {
      assertThat(System.nanoTime()).as("signs go on").isLessThan(deadline);
    }
  }

  @Test
  void aWatchdogOfAnotherProcessIsNotOurs() {
    var environment =
        Map.of("NOTIFY_SOCKET", "/run/x", "WATCHDOG_USEC", "100000", "WATCHDOG_PID", "1");
    assertThat(NotifySocket.of(environment, PID).orElseThrow().watchdog()).isEmpty();
    var odd = Map.of("NOTIFY_SOCKET", "/run/x", "WATCHDOG_USEC", "soon");
    assertThat(NotifySocket.of(odd, PID).orElseThrow().watchdog()).isEmpty();
  }

  @Test
  void withoutSystemdThereIsNoNotifier() {
    assertThat(SystemdNotifier.of(Map.of(), PID, loops, () -> 0, notices::add)).isEmpty();
    assertThat(notices).isEmpty();
  }

  @Test
  void anAddressOfAnotherKindIsSaid() {
    var environment = Map.of("NOTIFY_SOCKET", "vsock:2:1234");

    assertThat(SystemdNotifier.of(environment, PID, loops, () -> 0, notices::add)).isEmpty();
    assertThat(notices).singleElement().asString().contains("vsock:2:1234", "not notified");
  }

  @Test
  void aSocketThatIsGoneIsSaidOnceAndTheServiceGoesOn() {
    try (var notifier = notifier(Map.of("NOTIFY_SOCKET", folder.resolve("none").toString()))) {
      for (int i = 0; i < 3; i++) {
        var sent = notifier.ready("up").toCompletableFuture();
        assertThatThrownBy(() -> sent.get(10, TimeUnit.SECONDS))
            .hasCauseInstanceOf(FileNotFoundException.class);
      }
    }
    assertThat(notices).singleElement().asString().contains("no such socket", "goes on without");
  }

  private SystemdNotifier notifier(Map<String, String> environment) {
    return SystemdNotifier.of(environment, PID, loops, () -> MICROS * 1000 + 5, notices::add)
        .orElseThrow();
  }

  private Channel listen(DomainSocketAddress address) throws Exception {
    return new Bootstrap()
        .group(systemd)
        .channel(EpollDomainDatagramChannel.class)
        .handler(
            new SimpleChannelInboundHandler<DomainDatagramPacket>() {
              @Override
              protected void channelRead0(ChannelHandlerContext ctx, DomainDatagramPacket packet) {
                received.add(packet.content().toString(UTF_8));
              }
            })
        .bind(address)
        .sync()
        .channel();
  }

  private String next() throws InterruptedException {
    return received.poll(10, TimeUnit.SECONDS);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
